using System.ComponentModel;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Orders for programs: the list by key, one order.</summary>
internal static class OrdersApi
{
    private const int DefaultSize = 50;
    private const int LongestSearch = 100;

    public static void MapOrdersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/v1/orders", ListAsync)
            .RequirePermission(OrderPermissions.Read)
            .WithSummary("Orders, by key: give meta's next_cursor back to read on")
            .WithTags("Orders");
        api.MapGet("/v1/orders/{id}", FindAsync)
            .RequirePermission(OrderPermissions.Read)
            .WithSummary("One order with its lines, and where its buyer pays")
            .WithTags("Orders");
    }

    private static async Task<Answer<IReadOnlyList<OrderRow>>> ListAsync(
        OrderQueries orders,
        [Description("Start of a reference, or a customer's reference or email")] string? search,
        [Description(
            "pending, paying, completed, failed, cancelled or refunded; may be given often"
        )]
            string[]? status,
        [Description("placed, total or reference")] string? sort,
        [Description("true unless given")] string? descending,
        [Description("Rows per page")] string? limit,
        [Description("next_cursor or previous_cursor of an answer")] string? cursor,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var page = new PageRequest(
            Size: input.Number("limit", limit, DefaultSize, PageRequest.MaxSize),
            Sort: sort ?? "placed",
            Descending: input.Flag("descending", descending, true),
            Cursor: string.IsNullOrEmpty(cursor) ? null : cursor
        );
        var filter = new OrderFilter
        {
            Search = input.Text("search", search, LongestSearch),
            Statuses =
            [
                .. (status ?? [])
                    .Select(s => input.OneOf<OrderStatus>("status", s))
                    .OfType<OrderStatus>(),
            ],
        };
        if (sort is not (null or "placed" or "total" or "reference"))
        {
            input.Mistake("sort", "Sort by placed, total or reference.");
        }
        else if (!OrderQueries.IsCursor(page))
        {
            input.Mistake("cursor", "Give back a cursor of an answer with the same sort.");
        }

        return input.Problem is { } problem
            ? problem.ToHttp()
            : ((Result<Page<OrderSummary>>)await orders.ListAsync(filter, page, ct)).Page(
                page,
                OrderRow.Of
            );
    }

    private static async Task<Answer<OrderAnswer>> FindAsync(
        string id,
        OrderQueries orders,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var key = new OrderId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var order = await orders.FindAsync(key, ct);
        return order is null
            ? OrderErrors.NotFound.ToHttp()
            : ApiAnswers.Ok(
                new OrderAnswer(
                    OrderBill.Of(order),
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
                    ],
                    order.Choices is { } choices
                        ? new OrderChoiceRow(
                            AddressShape.Of(choices.Address),
                            choices.Delivery,
                            choices.Payment
                        )
                        : null
                )
            );
    }

    private sealed record OrderAnswer(
        OrderBill Order,
        IReadOnlyList<OrderLineRow> Lines,
        OrderChoiceRow? Checkout
    );

    /// <summary>An order with what its total is made of; tax is contained, not added.</summary>
    /// <param name="PaymentUrl">Where the buyer has to pay, while they have to and can.</param>
    private sealed record OrderBill(
        long Id,
        string Reference,
        long? CustomerId,
        string? CustomerName,
        DateTimeOffset PlacedAt,
        string Currency,
        decimal TotalAmount,
        decimal DeliveryAmount,
        decimal FeeAmount,
        decimal TaxAmount,
        decimal RefundedAmount,
        OrderStatus Status,
        string? FailureCode,
        DateTimeOffset? EndedAt,
        string? PaymentUrl
    )
    {
        public static OrderBill Of(OrderDetail order)
        {
            var row = OrderRow.Of(order.Summary);
            return new OrderBill(
                row.Id,
                row.Reference,
                row.CustomerId,
                row.CustomerName,
                row.PlacedAt,
                row.Currency,
                row.TotalAmount,
                order.Breakdown.Delivery.Major,
                order.Breakdown.Fee.Major,
                order.Breakdown.Tax.Major,
                row.RefundedAmount,
                row.Status,
                row.FailureCode,
                row.EndedAt,
                order.Attempts is [.., var last] ? last.PaymentUrl : null
            );
        }
    }

    private sealed record OrderChoiceRow(
        AddressShape? Address,
        string DeliveryOption,
        string PaymentMethod
    );

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
