using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>One order among many that the database refuses: by a trigger that raises, or a CHECK.</summary>
public sealed class RefusedOrderTests : PortalTests
{
    private const int Orders = 120;

    private readonly HookedGateway _gateway = new();
    private long _product;
    private long _refused;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var seed = new OrderSeed(Portal);
        _product = await seed.AddProductAsync("MUG", Orders);
        var ids = await seed.AddOrdersAsync(Orders, _ => [(_product, 1)]);
        _refused = ids[Orders / 3];
    }

    [Fact]
    public async Task RefusedWhenReserved_FailsAlone_AndIsRetriedWhenTheCauseIsGone()
    {
        await RaiseAsync("payments.attempts", "INSERT");

        await DrainAsync();

        Assert.Equal(Orders - 1, await CountAsync("status = 'completed'"));
        var board = await BoardAsync();
        Assert.Equal(
            (OrderFailures.NotAccepted, 1L),
            Assert.Single(board.Failures.Select(f => (f.Code, f.Count)))
        );
        Assert.Equal([OrderEvents.Failed], await TimelineAsync());
        Assert.Equal(
            "not this one",
            await Portal.AdminScalarAsync<string>(
                $"SELECT failure_detail FROM orders.orders WHERE id = {_refused}"
            )
        );

        await Portal.AdminScalarAsync<int>("DROP TRIGGER refuse ON payments.attempts");
        await using (var scope = Portal.Scope())
        {
            var retried = await scope
                .Get<RetryOrders>()
                .HandleAsync(
                    new RetryOrdersCommand(FailureCode: OrderFailures.NotAccepted),
                    default
                );
            Assert.Equal(1, retried.Value);
        }

        await DrainAsync();
        Assert.Equal(Orders, await CountAsync("status = 'completed'"));
    }

    [Fact]
    public async Task RefusedWhenFinished_StaysPayingAndSaysWhy_AndIsChargedOnce()
    {
        await RaiseAsync("inventory.movements", "INSERT");

        await DrainAsync();
        await LeaseEndsAsync();
        await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(Orders - 1, await CountAsync("status = 'completed'"));
        Assert.Equal(1, await CountAsync("status = 'paying' AND failure_detail = 'not this one'"));
        Assert.Equal(1, (await BoardAsync()).Stages.Sum(s => s.Refused));
        Assert.Equal([OrderEvents.Reserved, OrderEvents.EndRefused], await TimelineAsync());

        await Portal.AdminScalarAsync<int>("DROP TRIGGER refuse ON inventory.movements");
        await LeaseEndsAsync();
        await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(Orders, await CountAsync("status = 'completed' AND failure_detail IS NULL"));
        Assert.Equal(Orders, _gateway.Charged.Count);
    }

    [Fact]
    public async Task RefusedByTheLedger_StaysPayingAndSaysWhy_AndIsBookedOnce()
    {
        await Portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET total_minor = {long.MaxValue} WHERE id = {_refused}"
        );

        await DrainAsync();
        await LeaseEndsAsync();
        await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(Orders - 1, await CountAsync("status = 'completed'"));
        Assert.Equal(
            1,
            await CountAsync(
                "status = 'paying' AND failure_detail LIKE '%too large for the books%'"
            )
        );
        Assert.Equal(Orders - 1, await BookedAsync());

        await Portal.AdminScalarAsync<int>(
            $"""
            UPDATE orders.orders SET total_minor = (SELECT sum(total_minor) FROM orders.order_lines WHERE order_id = id)
            WHERE id = {_refused};
            UPDATE payments.attempts SET amount_minor = (SELECT total_minor FROM orders.orders WHERE id = order_id)
            WHERE order_id = {_refused}
            """
        );
        await LeaseEndsAsync();
        await PumpAsync(p => p.PumpOverdueAsync(default));

        Assert.Equal(Orders, await CountAsync("status = 'completed' AND failure_detail IS NULL"));
        Assert.Equal(Orders, await BookedAsync());
    }

    [Fact]
    public async Task RefusedHoweverItIsChanged_IsLeftAlone_AndTheOthersGoOn()
    {
        await Portal.AdminScalarAsync<int>(
            $"ALTER TABLE orders.orders ADD CONSTRAINT refuse CHECK (id <> {_refused}) NOT VALID"
        );

        await DrainAsync();

        Assert.Equal(Orders - 1, await CountAsync("status = 'completed'"));
        Assert.Equal(1, await CountAsync($"status = 'pending' AND id = {_refused}"));
    }

    [Fact]
    public async Task RefusedWhenTakenOver_IsLeftAlone_AndTheOthersGoOn()
    {
        _gateway.OnCharge = () => throw new WorkerDiedException();
        await Assert.ThrowsAsync<WorkerDiedException>(() =>
            PumpAsync(p => p.PumpPendingAsync(default))
        );
        _gateway.OnCharge = () => Task.CompletedTask;
        await LeaseEndsAsync();
        await Portal.AdminScalarAsync<int>(
            $"ALTER TABLE orders.orders ADD CONSTRAINT refuse CHECK (id <> {_refused}) NOT VALID"
        );

        for (var round = 0; round < 12; round++)
        {
            await PumpAsync(p => p.PumpOverdueAsync(default));
        }

        Assert.Equal(Orders - 1, await CountAsync("status = 'completed'"));
        Assert.Equal(1, await CountAsync($"status = 'paying' AND id = {_refused}"));
    }

    private async Task DrainAsync()
    {
        // An empty batch also follows an order that could not be marked; two in a row mean the end.
        for (var empty = 0; empty < 2; )
        {
            empty = (await PumpAsync(p => p.PumpPendingAsync(default))).Claimed > 0 ? 0 : empty + 1;
        }
    }

    private async Task<PumpedBatch> PumpAsync(Func<OrderPump, Task<PumpedBatch>> pump)
    {
        await using var scope = Portal.PlatformScope();
        return await pump(scope.Get<OrderPump>());
    }

    /// <summary>From now on the table raises when it is written for the one order.</summary>
    private Task RaiseAsync(string table, string when) =>
        Portal.AdminScalarAsync<int>(
            $"""
            CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'not this one'; END $$;
            CREATE TRIGGER refuse BEFORE {when} ON {table} FOR EACH ROW
            WHEN (NEW.order_id = {_refused}) EXECUTE FUNCTION public.refuse()
            """
        );

    private Task LeaseEndsAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE orders.orders SET leased_until = clock_timestamp() WHERE status = 'paying'"
        );

    private async Task<WorkflowBoard> BoardAsync()
    {
        await using var scope = Portal.Scope();
        var today = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().UtcDateTime);
        var days = DateRange.LastDays(today, 7);
        return (await scope.Get<WorkflowQueries>().BoardAsync(days, default))!;
    }

    private async Task<string[]> TimelineAsync() =>
        await Portal.AdminScalarAsync<string[]>(
            $"""
            SELECT array_agg(kind::text ORDER BY occurred_at, id) FROM events.log
            WHERE subject_id = {_refused} AND subject_kind = 'order'
            """
        ) ?? [];

    private async Task<long> BookedAsync() =>
        await Portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM ledger.entries WHERE kind = '{BookCaptures.EntryKind}'"
        );

    private async Task<int> CountAsync(string where) =>
        (int)
            await Portal.AdminScalarAsync<long>(
                $"SELECT count(*) FROM orders.orders WHERE {where}"
            );
}
