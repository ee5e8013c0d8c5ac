using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Orders for programs: the list by key, one order.</summary>
internal static class OrdersApi
{
    private const int DefaultSize = 50;

    public static void MapOrdersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/v1/orders", ListAsync)
            .RequirePermission(OrderPermissions.Read)
            .WithSummary("Orders, by key: give the answer's next_cursor back to read on")
            .WithTags("Orders");
        api.MapGet("/v1/orders/{id:long}", FindAsync)
            .RequirePermission(OrderPermissions.Read)
            .WithSummary("One order with its lines")
            .WithTags("Orders");
    }

    private static async Task<IResult> ListAsync(
        OrderQueries orders,
        [Description("Start of a reference, or a customer's reference or email"), MaxLength(100)]
            string? search,
        [Description("pending, paying, completed, failed, cancelled or refunded")]
            OrderStatus[]? status,
        [Description("placed, total or reference")] string? sort,
        bool? descending,
        [Range(1, PageRequest.MaxSize), Description("Rows per page")] int? limit,
        string? cursor,
        CancellationToken ct
    )
    {
        if (sort is not (null or "placed" or "total" or "reference"))
        {
            return Error.InvalidField("sort", "Sort by placed, total or reference.").ToHttp();
        }

        var page = new PageRequest(
            Size: limit ?? DefaultSize,
            Sort: sort ?? "placed",
            Descending: descending ?? true,
            Cursor: cursor
        );
        var filter = new OrderFilter { Search = search, Statuses = status ?? [] };
        var found = await orders.ListAsync(filter, page, ct);
        return ApiAnswers.Ok(
            new OrderListing(
                [.. found.Rows.Select(OrderRow.Of)],
                found.Next,
                found.Previous,
                found.Total,
                found.IsTotalExact
            )
        );
    }

    private static async Task<IResult> FindAsync(long id, OrderQueries orders, CancellationToken ct)
    {
        var order = await orders.FindAsync(new OrderId(id), ct);
        return order is null
            ? OrderErrors.NotFound.ToHttp()
            : ApiAnswers.Ok(
                new OrderAnswer(
                    OrderRow.Of(order.Summary),
                    [
                        .. order.Lines.Select(l => new OrderLineRow(
                            l.LineNo,
                            l.ProductId,
                            l.Sku,
                            l.Name,
                            l.Quantity,
                            l.UnitPrice.Major,
                            l.Total.Major
                        )),
                    ]
                )
            );
    }

    /// <param name="Total">Matches; counting stops at the limit when <paramref name="IsTotalExact"/> is false.</param>
    private sealed record OrderListing(
        IReadOnlyList<OrderRow> Orders,
        string? NextCursor,
        string? PreviousCursor,
        long Total,
        bool IsTotalExact
    );

    private sealed record OrderAnswer(OrderRow Order, IReadOnlyList<OrderLineRow> Lines);

    private sealed record OrderRow(
        long Id,
        string Reference,
        long? CustomerId,
        string? CustomerName,
        DateTimeOffset PlacedAt,
        string Currency,
        decimal TotalAmount,
        decimal RefundedAmount,
        OrderStatus Status,
        string? FailureCode,
        DateTimeOffset? EndedAt
    )
    {
        public static OrderRow Of(OrderSummary o) =>
            new(
                o.Id.Value,
                o.Reference,
                o.CustomerId?.Value,
                o.CustomerName,
                o.PlacedAt,
                o.Total.Currency.Code,
                o.Total.Major,
                o.Refunded.Major,
                o.Status,
                o.FailureCode,
                o.EndedAt
            );
    }

    private sealed record OrderLineRow(
        int LineNo,
        long? ProductId,
        string Sku,
        string Name,
        int Quantity,
        decimal UnitPrice,
        decimal Total
    );
}
