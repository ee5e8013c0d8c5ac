using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Areas.Shared.Orders;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Orders;

public partial class OrdersPage
{
    private DataTable<OrderSummary> _table = null!;

    [Inject]
    public required OrderQueries Orders { get; init; }

    [Inject]
    public required RetryOrders Retry { get; init; }

    private Task<Page<OrderSummary>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Orders.ListAsync(OrderTableFilter.From(query), query.Page, ct);

    /// <summary>Orders that have not failed are passed over, so all that match may be asked for.</summary>
    private Task RetryAsync(TableSelection selection) =>
        RunAsync(
            async ct =>
            {
                var ids = selection.IsAllMatching
                    ? await Orders.IdsAsync(OrderTableFilter.From(selection.Query), ct)
                    :
                    [
                        .. selection.Keys.Select(k => new OrderId(
                            long.Parse(k, CultureInfo.InvariantCulture)
                        )),
                    ];
                return await Retry.HandleAsync(new RetryOrdersCommand(ids), ct);
            },
            done: OrderWords.Retried,
            then: _ => _table.ReloadAsync()
        );
}
