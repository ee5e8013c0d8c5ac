using Portal.Areas.Finance.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Wallets;
using Portal.Kit;

namespace Portal.Areas.Finance.Wallets;

/// <summary>How wallets are told to people.</summary>
internal static class WalletWords
{
    /// <summary>What entries of a wallet name when they are about nothing else.</summary>
    public const string OwnSubject = "wallet";

    /// <summary>What moved, as the customer sees it.</summary>
    public static string Of(AccountLine line) =>
        line.Kind switch
        {
            "wallet.topped_up" => "Top-up",
            "wallet.credited" => "Credit",
            "wallet.debited" => "Debit",
            "wallet.paid" => "Payment",
            "wallet.returned" or "refund.sent" => "Refund",
            _ => LedgerWords.Words(line.Kind),
        };

    public static Tone ToneOf(WalletTopUpStatus status) =>
        status switch
        {
            WalletTopUpStatus.Requested
            or WalletTopUpStatus.Charging
            or WalletTopUpStatus.Waiting => Tone.Info,
            WalletTopUpStatus.Captured => Tone.Good,
            WalletTopUpStatus.Declined => Tone.Bad,
            WalletTopUpStatus.Unknown => Tone.Warn,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string MeaningOf(WalletTopUpStatus status) =>
        status switch
        {
            WalletTopUpStatus.Requested => "Charged with the next round",
            WalletTopUpStatus.Charging => "The gateway is being asked",
            WalletTopUpStatus.Captured => "Charged, and in the wallet",
            WalletTopUpStatus.Declined => "Refused by the gateway; nothing was charged",
            WalletTopUpStatus.Waiting =>
                "The buyer has to pay at the gateway's address; nothing was charged yet",
            WalletTopUpStatus.Unknown =>
                "The gateway did not say; it is asked again, and nothing is charged twice",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };
}
