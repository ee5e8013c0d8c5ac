using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

public sealed class RetryOrdersTests : PortalTests
{
    private readonly HookedGateway _gateway = new();

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    [Fact]
    public async Task Retry_OutOfStockOrderAfterADelivery_CompletesUnderANewKey()
    {
        var seed = new OrderSeed(Portal);
        var order = await seed.AddOrderAsync((await seed.AddProductAsync("MUG", 0), 1));
        var failed = await ProcessAsync(order);
        await Portal.AdminScalarAsync<long>(
            """
            WITH movement AS (
                INSERT INTO inventory.movements (tenant_id, product_id, quantity, reason, at)
                SELECT tenant_id, product_id, 5, 'received', now() FROM inventory.stock_items
            )
            UPDATE inventory.stock_items SET on_hand = 5, received = 5
            """
        );

        var retried = await RetryAsync(new RetryOrdersCommand([new OrderId(order)]));
        var completed = await ProcessAsync(order);

        Assert.Equal(OrderFailures.OutOfStock, failed.Value.FailureCode);
        Assert.Equal(1, retried.Value);
        Assert.Equal(OrderStatus.Completed, completed.Value.Status);
        Assert.Equal(2, completed.Value.Attempt);
        Assert.Equal([$"order-{order}-2"], _gateway.Charged);
    }

    [Fact]
    public async Task Retry_ByFailure_TakesOnlyThose()
    {
        var seed = new OrderSeed(Portal);
        await seed.AddOrderAsync((await seed.AddProductAsync("NONE", 0), 1));
        await seed.AddOrderAsync((0, 1));
        await PumpAsync();

        var retried = await RetryAsync(
            new RetryOrdersCommand(FailureCode: OrderFailures.OutOfStock)
        );

        Assert.Equal(1, retried.Value);
        Assert.Equal(
            OrderFailures.ProductUnknown,
            await Portal.AdminScalarAsync<string>(
                "SELECT string_agg(failure_code, ',') FROM orders.orders"
            )
        );
    }

    [Fact]
    public async Task Retry_TwiceAtOnce_RetriesOnce()
    {
        var order = await new OrderSeed(Portal).AddOrderAsync((0, 1));
        await PumpAsync();

        var retried = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => RetryAsync(new RetryOrdersCommand([new OrderId(order)])))
        );

        Assert.Equal(1, retried.Sum(r => r.Value));
        await PumpAsync();
    }

    [Fact]
    public async Task Retry_AnotherTenantsOrder_IsPassedOver()
    {
        var (tenant, seller) = await Portal.AddTenantAsync("south");
        var theirs = await new OrderSeed(Portal, tenant, seller).AddOrderAsync((0, 1));
        await PumpAsync();

        var retried = await RetryAsync(new RetryOrdersCommand([new OrderId(theirs)]));

        Assert.Equal(0, retried.Value);
    }

    [Fact]
    public async Task Retry_NothingNamed_IsRefused()
    {
        var retried = await RetryAsync(new RetryOrdersCommand());

        Assert.Equal(OrderErrors.NothingToRetry, retried.Error);
    }

    [Fact]
    public async Task Process_OrderThatHasEnded_IsRefused()
    {
        var order = await new OrderSeed(Portal).AddOrderAsync();

        var first = await ProcessAsync(order);
        var second = await ProcessAsync(order);

        Assert.Equal(OrderStatus.Completed, first.Value.Status);
        Assert.Equal(OrderErrors.AlreadyEnded, second.Error);
    }

    [Fact]
    public async Task Process_OrderInAnothersHand_IsRefusedUntilItsLeaseEnds()
    {
        var order = await new OrderSeed(Portal).AddOrderAsync(
            (await new OrderSeed(Portal).AddProductAsync("MUG", 1), 1)
        );
        _gateway.OnCharge = () => throw new WorkerDiedException();
        await Assert.ThrowsAsync<WorkerDiedException>(() => ProcessAsync(order));
        _gateway.OnCharge = () => Task.CompletedTask;

        var early = await ProcessAsync(order);
        await Portal.AdminScalarAsync<long>("UPDATE orders.orders SET leased_until = now()");
        var late = await ProcessAsync(order);

        Assert.Equal(OrderErrors.UnderWay, early.Error);
        Assert.Equal(OrderStatus.Completed, late.Value.Status);
    }

    [Fact]
    public async Task Process_AnotherTenantsOrder_IsNotFound()
    {
        var (tenant, seller) = await Portal.AddTenantAsync("south");
        var theirs = await new OrderSeed(Portal, tenant, seller).AddOrderAsync();

        var processed = await ProcessAsync(theirs);

        Assert.Equal(OrderErrors.NotFound, processed.Error);
    }

    private async Task<Result<ProcessedOrder>> ProcessAsync(long order)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<ProcessOrder>()
            .HandleAsync(new ProcessOrderCommand(new OrderId(order)), default);
    }

    private async Task<Result<int>> RetryAsync(RetryOrdersCommand command)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<RetryOrders>().HandleAsync(command, default);
    }

    private async Task PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
    }
}
