using System.Globalization;
using Portal.Areas.Finance.Payouts;
using Portal.Core.Settlement;
using Portal.Kit;

namespace Portal.Areas.Seller.Settlement;

/// <summary>How the money of sales is told to people.</summary>
internal static class SaleWords
{
    public static Tone ToneOf(SaleStatus status) =>
        status switch
        {
            SaleStatus.Held => Tone.Info,
            SaleStatus.Frozen => Tone.Warn,
            SaleStatus.Released => Tone.Good,
            SaleStatus.Refunded => Tone.Plain,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string Of(SaleStatus status) =>
        status switch
        {
            SaleStatus.Held => "In escrow",
            SaleStatus.Frozen => "Frozen",
            SaleStatus.Released => "Released",
            SaleStatus.Refunded => "Refunded",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string MeaningOf(SaleStatus status) =>
        status switch
        {
            SaleStatus.Held =>
                "What sellers get of sales whose delivery or dispute window is not over, after commission and tax",
            SaleStatus.Frozen =>
                "What sellers get of sales that are disputed, once they are let go",
            SaleStatus.Released => "What became the sellers', after commission, tax and refunds",
            SaleStatus.Refunded => "Sales of which everything went back to the buyers",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    /// <summary>What a person wants to know of the seller's money: when, since when, or why not.</summary>
    public static string WhyOf(SaleRow sale) =>
        sale.Status switch
        {
            SaleStatus.Held when sale.IsDelivered => "The buyer may still dispute it",
            SaleStatus.Held => "Counts as delivered when nobody says otherwise",
            SaleStatus.Frozen => sale.FrozenReason ?? "",
            SaleStatus.Released when sale.Payout is { } payout =>
                $"Payout {payout.Id.Value}: {PayoutWords.Of(payout.Status).ToLower(CultureInfo.CurrentCulture)}",
            SaleStatus.Released => "Waits for the next payout",
            SaleStatus.Refunded => "The buyer has it back",
            _ => throw new ArgumentOutOfRangeException(nameof(sale)),
        };
}
