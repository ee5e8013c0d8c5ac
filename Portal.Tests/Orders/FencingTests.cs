using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>What a worker may still write after it was away too long, and what is left of one that died.</summary>
public sealed class FencingTests : PortalTests
{
    private readonly HookedGateway _gateway = new();

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    [Fact]
    public async Task Pump_LeaseTakenOverWhilePaying_WritesNothing()
    {
        var order = await SeedAsync();
        _gateway.OnCharge = () =>
            SqlAsync(
                "UPDATE orders.orders SET lease_token = gen_random_uuid(), leased_until = now() + interval '1 hour'"
            );

        var batch = await PumpAsync(p => p.PumpPendingAsync(default));

        Assert.Equal(new BatchEnd(0, 0, 0, Lost: 1), batch.End);
        Assert.Equal("paying", await StatusAsync(order));
        Assert.Equal(1, await CountAsync("payments.attempts WHERE status = 'created'"));
        Assert.Equal(1, await CountAsync("inventory.holds"));
        Assert.Equal(0, await CountAsync("events.log WHERE kind = 'order.completed'"));

        _gateway.OnCharge = () => Task.CompletedTask;
        await EndLeasesAsync();
        var takenOver = await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(1, takenOver.End.Completed);
        Assert.Equal(["order-" + order + "-1"], _gateway.Charged.Distinct());
    }

    [Fact]
    public async Task Pump_DiesAfterTheCharge_IsTakenOverUnderTheSameKey()
    {
        var order = await SeedAsync();
        _gateway.OnCharge = () => throw new WorkerDiedException();

        await Assert.ThrowsAsync<WorkerDiedException>(() =>
            PumpAsync(p => p.PumpPendingAsync(default))
        );
        var early = await PumpAsync(p => p.PumpOverdueAsync(default));
        await EndLeasesAsync();
        _gateway.OnCharge = () => Task.CompletedTask;
        var takenOver = await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(0, early.Claimed);
        Assert.Equal(1, takenOver.End.Completed);
        Assert.Equal("completed", await StatusAsync(order));
        Assert.Equal(["order-" + order + "-1"], _gateway.Charged.Distinct());
    }

    [Fact]
    public async Task Pump_DiesBeforeTheFirstCommit_LeavesTheOrderPending()
    {
        var order = await SeedAsync();
        _gateway.OnName = () => throw new WorkerDiedException();

        await Assert.ThrowsAsync<WorkerDiedException>(() =>
            PumpAsync(p => p.PumpPendingAsync(default))
        );

        Assert.Equal("pending", await StatusAsync(order));
        Assert.Equal(0, await CountAsync("inventory.holds"));
        Assert.Equal(0, await CountAsync("events.log"));
        _gateway.OnName = () => { };
        Assert.Equal(1, (await PumpAsync(p => p.PumpPendingAsync(default))).End.Completed);
    }

    [Fact]
    public async Task Pump_AskedToStopWhilePaying_EndsWhatItAskedAndFreesTheRest()
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 500);
        await seed.AddOrdersAsync(100, _ => [(product, 1)]);
        using var stopping = new CancellationTokenSource();
        _gateway.OnCharge = () =>
        {
            if (_gateway.Charged.Count >= 30)
            {
                stopping.Cancel();
            }

            return Task.CompletedTask;
        };

        var batch = await PumpAsync(p => p.PumpPendingAsync(stopping.Token));
        var rest = await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.InRange(batch.End.Completed, 30, 60);
        Assert.Equal(100 - batch.End.Completed, rest.End.Completed);
        Assert.Equal(100, _gateway.Charged.Distinct().Count());
        Assert.Equal(0, await CountAsync("events.log WHERE kind = 'order.payment_unknown'"));
    }

    private async Task<long> SeedAsync()
    {
        var seed = new OrderSeed(Portal);
        return await seed.AddOrderAsync((await seed.AddProductAsync("MUG", 5), 1));
    }

    private Task EndLeasesAsync() =>
        SqlAsync("UPDATE orders.orders SET leased_until = now() - interval '1 second'");

    private async Task SqlAsync(string update) =>
        await Portal.AdminScalarAsync<long>(
            $"WITH u AS ({update} RETURNING 1) SELECT count(*) FROM u"
        );

    private async Task<PumpedBatch> PumpAsync(Func<OrderPump, Task<PumpedBatch>> pump)
    {
        await using var scope = Portal.PlatformScope();
        return await pump(scope.Get<OrderPump>());
    }

    private Task<string?> StatusAsync(long order) =>
        Portal.AdminScalarAsync<string>($"SELECT status FROM orders.orders WHERE id = {order}");

    private Task<long> CountAsync(string rows) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM {rows}");
}
