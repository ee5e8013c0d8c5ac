using Microsoft.AspNetCore.Components;
using Portal.Areas.Shared.Orders;
using Portal.Core.Events.Contracts;
using Portal.Core.Orders;
using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;

namespace Portal.Areas.Seller.Orders;

public partial class OrderPage
{
    private OrderDetail? _order;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required OrderQueries Orders { get; init; }

    [Inject]
    public required RetryOrders Retry { get; init; }

    [Inject]
    public required CancelOrder Cancel { get; init; }

    protected override void OnInitialized() => Watch(LiveSignals.Orders, ReloadWhileUnderWayAsync);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task RetryAsync() =>
        RunAsync(
            ct => Retry.HandleAsync(new RetryOrdersCommand([new OrderId(Id)]), ct),
            done: OrderWords.Retried,
            then: _ => LoadAsync()
        );

    /// <summary>Whatever came of it, the order may look different now.</summary>
    private async Task CancelAsync()
    {
        await RunAsync(
            ct => Cancel.HandleAsync(new CancelOrderCommand(new OrderId(Id)), ct),
            done: _ => "The order is cancelled."
        );
        await LoadAsync();
    }

    private async Task LoadAsync() => _order = await Orders.FindAsync(new OrderId(Id), Stopping);

    /// <summary>An order that has ended changes no more by itself.</summary>
    private Task ReloadWhileUnderWayAsync() =>
        _order?.Summary.Status is OrderStatus.Pending or OrderStatus.Paying
            ? LoadAsync()
            : Task.CompletedTask;
}
