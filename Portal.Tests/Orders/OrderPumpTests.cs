using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

public sealed class OrderPumpTests : PortalTests
{
    [Fact]
    public async Task PumpPending_EnoughStock_CompletesOrFailsByPaymentOnly()
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 500);
        await seed.AddOrdersAsync(200, _ => [(product, 1)]);

        var batch = await PumpAsync();
        var again = await PumpAsync();

        Assert.Equal(200, batch.Claimed);
        Assert.Equal(200, batch.End.Completed + batch.End.Declined);
        Assert.InRange(batch.End.Declined, 5, 40);
        Assert.Equal(0, again.Claimed);
        Assert.Equal(batch.End.Completed, await SoldAsync(product));
        Assert.Equal(batch.End.Declined, await CountAsync("failure_code = 'payment_declined'"));
        Assert.Equal(
            [OrderEvents.Reserved, OrderEvents.PaymentCaptured, OrderEvents.Completed],
            await TimelineAsync("completed")
        );
        Assert.Equal(
            [OrderEvents.Reserved, OrderEvents.PaymentDeclined, OrderEvents.Failed],
            await TimelineAsync("failed")
        );
    }

    [Fact]
    public async Task PumpPending_MixedBasketsAtOnce_NeverWaitInACircle()
    {
        var seed = new OrderSeed(Portal);
        var products = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            products.Add(await seed.AddProductAsync($"MIX-{i}", 300));
        }

        var random = new Random(20260101);
        await seed.AddOrdersAsync(
            500,
            _ =>
                [
                    .. products
                        .OrderBy(_ => random.Next())
                        .Take(5)
                        .Select(p => (p, random.Next(1, 4))),
                ]
        );

        await DrainAsync(pumps: 6);

        Assert.Equal(500, await CountAsync("status IN ('completed', 'failed')"));
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            )
        );
    }

    [Fact]
    public async Task PumpPending_NoLines_IsPaidAndCompleted()
    {
        var seed = new OrderSeed(Portal);
        await seed.AddOrderAsync();

        var batch = await PumpAsync();

        Assert.Equal(1, batch.End.Completed);
    }

    [Fact]
    public async Task PumpPending_LineWithoutProduct_FailsAndSaysSo()
    {
        var order = await new OrderSeed(Portal).AddOrderAsync((0, 1));

        var batch = await PumpAsync();

        Assert.Equal(1, batch.OutOfStock);
        Assert.Equal(1, await CountAsync($"id = {order} AND failure_code = 'product_unknown'"));
    }

    [Fact]
    public async Task PumpPending_InOneTenant_LeavesTheOthersAlone()
    {
        var (tenant, seller) = await Portal.AddTenantAsync("south");
        var theirs = await new OrderSeed(Portal, tenant, seller).AddOrderAsync();
        var ours = await new OrderSeed(Portal).AddOrderAsync();

        await using (var scope = Portal.Scope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        Assert.Equal(1, await CountAsync($"id = {ours} AND status = 'completed'"));
        Assert.Equal(1, await CountAsync($"id = {theirs} AND status = 'pending'"));
    }

    [Fact]
    public async Task PumpPending_StockOfAnotherTenant_IsNotTaken()
    {
        var (tenant, seller) = await Portal.AddTenantAsync("south");
        var theirs = await new OrderSeed(Portal, tenant, seller).AddProductAsync("MUG", 5);
        await new OrderSeed(Portal).AddOrderAsync((theirs, 1));

        await PumpAsync();

        Assert.Equal(1, await CountAsync("failure_code = 'product_unknown'"));
        Assert.Equal(5, await OnHandAsync(theirs));
    }

    private Task DrainAsync(int pumps) =>
        Task.WhenAll(
            Enumerable
                .Range(0, pumps)
                .Select(async _ =>
                {
                    await Task.Yield();
                    while ((await PumpAsync()).Claimed > 0) { }
                })
        );

    private async Task<PumpedBatch> PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<OrderPump>().PumpPendingAsync(default);
    }

    private async Task<int> CountAsync(string where) =>
        (int)
            await Portal.AdminScalarAsync<long>(
                $"SELECT count(*) FROM orders.orders WHERE {where}"
            );

    private Task<int> OnHandAsync(long product) =>
        Portal.AdminScalarAsync<int>(
            $"SELECT on_hand FROM inventory.stock_items WHERE product_id = {product}"
        );

    private async Task<int> SoldAsync(long product) =>
        (int)
            await Portal.AdminScalarAsync<long>(
                $"SELECT sold FROM inventory.stock_items WHERE product_id = {product}"
            );

    private async Task<string[]> TimelineAsync(string status) =>
        await Portal.AdminScalarAsync<string[]>(
            $"""
            SELECT array_agg(kind::text ORDER BY occurred_at, id) FROM events.log
            WHERE subject_id = (SELECT min(id) FROM orders.orders WHERE status = '{status}')
            """
        ) ?? [];
}
