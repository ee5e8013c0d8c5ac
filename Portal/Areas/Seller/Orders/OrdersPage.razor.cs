using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Orders;

public partial class OrdersPage
{
    private readonly TableFilter[] _filters =
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
    ];

    private DataTable<OrderSummary> _table = null!;

    [Inject]
    public required OrderQueries Orders { get; init; }

    private Task<Page<OrderSummary>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Orders.ListAsync(OrderTableFilter.From(query), query.Page, ct);
}
