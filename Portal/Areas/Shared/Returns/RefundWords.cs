using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Kit;

namespace Portal.Areas.Shared.Returns;

/// <summary>How refunds are told to people.</summary>
internal static class RefundWords
{
    /// <summary>What stands for the delivery and the fee of a shop, which are no product.</summary>
    public const string Charges = "Delivery and payment fee";

    public static Tone ToneOf(RefundStatus status) =>
        status switch
        {
            RefundStatus.Granted or RefundStatus.Sending => Tone.Info,
            RefundStatus.Sent => Tone.Good,
            RefundStatus.Failed => Tone.Bad,
            RefundStatus.Unknown => Tone.Warn,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string MeaningOf(RefundStatus status) =>
        status switch
        {
            RefundStatus.Granted => "Owed to buyers; sent with the next round",
            RefundStatus.Sending => "The gateway is being asked",
            RefundStatus.Sent => "Given back by the gateway",
            RefundStatus.Failed => "Refused by the gateway; nothing was given back",
            RefundStatus.Unknown =>
                "The gateway did not say; it is asked again, and nothing is sent twice",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    /// <summary>What a person wants to know of one refund: why it is where it is.</summary>
    public static string WhyOf(RefundSummary refund) =>
        refund.Destination is RefundDestination.Wallet ? "In the buyer's wallet"
        : refund.Destination is RefundDestination.Chargeback ? "The buyer's bank has taken it"
        : refund.Gateway is RefundRequestsSql.Bank ? "Paid out from the bank"
        : refund.WaitsForAPerson ? "Somebody has to see to it"
        : refund.Status is RefundStatus.Failed ? "It is sent again by itself"
        : MeaningOf(refund.Status);

    public static string Of(RefundDestination destination, string gateway) =>
        destination switch
        {
            RefundDestination.OriginalMethod when gateway is CashReceiptsSql.Gateway =>
                "Paid out by somebody, who then writes it down",
            RefundDestination.OriginalMethod when gateway is RefundRequestsSql.Bank =>
                "Paid out from the bank",
            RefundDestination.OriginalMethod => "The way it was paid",
            RefundDestination.Wallet => "The buyer's wallet, at once",
            RefundDestination.Chargeback => "Taken by the buyer's bank",
            _ => throw new ArgumentOutOfRangeException(
                nameof(destination),
                destination,
                "No such destination."
            ),
        };

    /// <summary>Why no gateway was asked.</summary>
    public static string NoTries(RefundDestination destination) =>
        destination switch
        {
            RefundDestination.Wallet => "It went into the buyer's wallet; no gateway was asked",
            RefundDestination.Chargeback => "The buyer's bank had taken it; no gateway was asked",
            _ => "The gateway has not been asked yet",
        };

    /// <summary>What the entry says by which it was no longer owed.</summary>
    public static string Left(RefundSummary refund) =>
        refund.Destination switch
        {
            RefundDestination.Wallet => "In the wallet",
            RefundDestination.Chargeback => "Settled by the chargeback",
            _ when refund.Gateway is RefundRequestsSql.Bank => "Left the bank",
            _ => "Left the gateway",
        };

    public static string Of(RefundBearer bearer) =>
        bearer switch
        {
            RefundBearer.Seller => "Seller",
            RefundBearer.Marketplace => "Marketplace",
            _ => throw new ArgumentOutOfRangeException(nameof(bearer), bearer, "No such bearer."),
        };
}
