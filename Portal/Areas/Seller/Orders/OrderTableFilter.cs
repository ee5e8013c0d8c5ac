using System.Globalization;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Orders;

/// <summary>
/// The address of the order list as its filter: <c>status</c>, <c>placed</c>, <c>ended</c>, <c>refunded</c>, <c>currency</c>, <c>total</c>,
/// <c>cause</c>, <c>history</c>, <c>customer</c>, <c>product</c>, <c>import</c>.
/// </summary>
internal static class OrderTableFilter
{
    public static readonly TableShape Shape = new(
        [
            ChoiceFilter.Of<OrderStatus>("status", "Status"),
            new DaysFilter("placed", "Placed"),
            new DaysFilter("ended", "Ended"),
            new DaysFilter("refunded", "Refunded"),
            new TextFilter("currency", "Currency"),
            new NumberFilter("total", "Total"),
            new ChoiceFilter(
                "cause",
                "Failure cause",
                [.. OrderFailures.Codes.Select(c => new FilterChoice(c, OrderFailures.Sentence(c)))]
            ),
            new ChoiceFilter(
                "history",
                "Kind",
                [new("no", "Worked by Portal"), new("yes", "Imported history")]
            ),
            new TextFilter("customer", "Customer id"),
            new TextFilter("product", "Product id"),
            new TextFilter("import", "Import id"),
        ],
        Sort: "placed",
        Descending: true
    );

    public static OrderFilter From(TableQuery query)
    {
        var total = query.Numbers("total");
        return new OrderFilter
        {
            Search = query.Search,
            Statuses = query.Choices<OrderStatus>("status"),
            PlacedOn = query.Days("placed")?.Range,
            EndedOn = query.Days("ended")?.Range,
            RefundedOn = query.Days("refunded")?.Range,
            Currency = Core.Kernel.Currency.TryParse(query.Text("currency"), out var currency)
                ? currency
                : null,
            LeastTotal = total?.Least,
            MostTotal = total?.Most,
            FailureCodes = query.Choices("cause"),
            IsHistory = query.Choices("history") is [var only] ? only == "yes" : null,
            Customer = Id(query.Text("customer")) is { } customer ? new CustomerId(customer) : null,
            ProductId = Id(query.Text("product")),
            ImportId = Id(query.Text("import")),
        };
    }

    /// <summary>A text that is no number matches nothing, as an id that does not exist would.</summary>
    private static long? Id(string? text) =>
        text is null ? null
        : long.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id
        : 0;
}
