using Portal.Kit;

namespace Portal.Areas.Shared.Orders;

/// <summary>Sentences about orders that several pages say.</summary>
internal static class OrderWords
{
    public static string Retried(int orders) =>
        orders switch
        {
            0 => "None of these orders has failed, so none was retried.",
            1 => "One order is tried again.",
            _ => $"{NumberFormat.Full(orders)} orders are tried again.",
        };

    public static string EndRefused(long orders) =>
        orders == 1
            ? "One order could not be finished yet."
            : $"{NumberFormat.Full(orders)} orders could not be finished yet.";
}
