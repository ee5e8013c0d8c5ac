using Portal.Core.Data;

namespace Portal.Core.Orders;

/// <summary>The order list as a table for files.</summary>
public static class OrderExport
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "Order",
        "Customer",
        "Status",
        "Placed",
        "Lines",
        "Total",
        "Refunded",
        "Currency",
        "Ended",
        "Cause",
    ];

    /// <summary>In the order of <see cref="Columns"/>.</summary>
    public static IReadOnlyList<object?> Row(OrderSummary order) =>
        [
            order.Reference,
            order.CustomerName,
            SnakeCase.Of(order.Status),
            order.PlacedAt,
            order.LineCount,
            order.Total.Major,
            order.Refunded.Major,
            order.Total.Currency.Code,
            order.EndedAt,
            order.FailureCode is { } code ? OrderFailures.Sentence(code) : null,
        ];
}
