using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Tenancy.Contracts;
using Portal.Jobs.Analytics;
using Portal.Jobs.Events;
using Portal.Jobs.Workflow;

namespace Portal.Jobs.Bench;

/// <summary>
/// Orders from pending to their end by the worker's own loops, with every event consumer running and
/// the gateway in this process. The floor writes completed orders by hand, one statement per batch.
/// </summary>
internal sealed class WorkflowBench : IBenchmark
{
    private const int Orders = 100_000;
    private const int LinesPerOrder = 2;
    private const int FloorBatch = 1_000;

    public string Name => "workflow";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var floor = await FloorAsync(bed, await SeedAsync(bed, "workflow-floor", ct), ct);
        var tenant = await SeedAsync(bed, "workflow", ct);
        await using var scope = bed.PlatformScope();
        var services = scope.ServiceProvider;
        var readers = Readers(services);
        await StartAsync(readers, ct);
        await UntilReadAsync(bed, ct);

        var pumps = Pumps(services);
        var started = Stopwatch.GetTimestamp();
        await StartAsync(pumps, ct);
        await UntilAsync(() => HasEndedAsync(bed, tenant, ct), ct);
        var took = Stopwatch.GetElapsedTime(started);
        await StopAsync(pumps, ct);
        await UntilReadAsync(bed, ct);
        var caughtUp = Stopwatch.GetElapsedTime(started);
        await StopAsync(readers, ct);

        await CheckAsync(bed, tenant, ct);
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"{Orders:#,0} orders of {LinesPerOrder} lines"
        );
        return
        [
            new(
                $"workflow, {size}, pending to their end",
                Orders / took.TotalMinutes,
                "orders/min",
                Target: 150_000,
                floor,
                MostTimesFloor: 5
            ),
            new(
                "workflow, until every event was read, after the last order",
                (caughtUp - took).TotalSeconds,
                "s",
                Target: 10,
                IsLessBetter: true
            ),
        ];
    }

    private static async Task<TenantId> SeedAsync(BenchBed bed, string slug, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync(slug, ct);
        await BenchOrders.AddShopAsync(bed, tenant, products: 2_000, customers: 20_000, ct);
        await BenchOrders.AddOrdersAsync(bed, tenant, 1, Orders, LinesPerOrder, isMixed: false, ct);
        await bed.SettleAsync(ct);
        return tenant;
    }

    /// <summary>Orders per minute.</summary>
    private static async Task<double> FloorAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var connection = await bed.OpenAsOwnerAsync(ct);
        await using var command = new NpgsqlCommand(WorkflowFloorSql.CompleteBatch, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = tenant.Value },
                new NpgsqlParameter<int> { TypedValue = FloorBatch },
            },
        };
        var started = Stopwatch.GetTimestamp();
        var done = 0L;
        long completed;
        do
        {
            completed = (long)(await command.ExecuteScalarAsync(ct))!;
            done += completed;
        } while (completed > 0);

        return done / Stopwatch.GetElapsedTime(started).TotalMinutes;
    }

    private static List<IHostedService> Readers(IServiceProvider services) =>
        [
            .. services
                .GetServices<IEventConsumer>()
                .Select(c =>
                    ActivatorUtilities.CreateInstance<EventConsumerLoop>(services, c.GetType())
                ),
            ActivatorUtilities.CreateInstance<ProjectFiguresLoop>(services),
        ];

    private static List<IHostedService> Pumps(IServiceProvider services)
    {
        var slots = new PumpSlots(services.GetRequiredService<WorkflowOptions>());
        return
        [
            .. Enumerable
                .Range(0, services.GetRequiredService<WorkflowOptions>().MaxBatches)
                .Select(slot =>
                    ActivatorUtilities.CreateInstance<OrderPumpLoop>(services, slot, slots)
                ),
        ];
    }

    private static Task StartAsync(List<IHostedService> loops, CancellationToken ct) =>
        Task.WhenAll(loops.Select(l => l.StartAsync(ct)));

    private static async Task StopAsync(List<IHostedService> loops, CancellationToken ct)
    {
        await Task.WhenAll(loops.Select(l => l.StopAsync(ct)));
        loops.OfType<IDisposable>().ToList().ForEach(l => l.Dispose());
    }

    private static async Task<bool> HasEndedAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    ) =>
        !await bed.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM orders.orders WHERE tenant_id = $1 AND status IN ('pending', 'paying'))",
            ct,
            tenant.Value
        );

    /// <summary>Every consumer has read the last event of its kinds.</summary>
    private static Task UntilReadAsync(BenchBed bed, CancellationToken ct) =>
        UntilAsync(
            async () =>
            {
                await using var scope = bed.PlatformScope();
                foreach (var consumer in scope.ServiceProvider.GetServices<IEventConsumer>())
                {
                    var waits = await bed.ScalarAsync<bool>(
                        """
                        SELECT EXISTS (SELECT FROM events.log e LEFT JOIN events.cursors c ON c.consumer = $1
                            WHERE e.kind = ANY ($2) AND (e.xid, e.id) > (coalesce(c.last_xid, '0'), coalesce(c.last_id, 0)))
                        """,
                        ct,
                        consumer.Name,
                        consumer.Kinds.ToArray()
                    );
                    if (waits)
                    {
                        return false;
                    }
                }

                return true;
            },
            ct
        );

    private static async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken ct)
    {
        while (!await isTrue())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), ct);
        }
    }

    /// <summary>Each order ended once, told once, paid once, and the stock is what was not sold.</summary>
    private static async Task CheckAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        foreach (
            var (rule, sql) in new[]
            {
                (
                    "every order has ended, nine of ten completed",
                    "SELECT count(*) = $2 AND count(*) FILTER (WHERE status = 'completed') > $2 * 0.88 FROM orders.orders WHERE tenant_id = $1 AND status IN ('completed', 'failed')"
                ),
                (
                    "every order told its end once",
                    "SELECT count(*) = $2 AND count(DISTINCT subject_id) = $2 FROM events.log WHERE tenant_id = $1 AND kind IN ('order.completed', 'order.failed')"
                ),
                (
                    "completed orders are paid once, the others not at all",
                    "SELECT count(*) = $2 AND bool_and((a.status = 'captured') = (o.status = 'completed')) FROM orders.orders o JOIN payments.attempts a ON a.order_id = o.id WHERE o.tenant_id = $1"
                ),
                (
                    "nothing is held any more and stock fits its movements",
                    "SELECT sum(reserved) = 0 AND sum(on_hand) = (SELECT sum(quantity) FROM inventory.movements WHERE tenant_id = $1) AND $2 > 0 FROM inventory.stock_items WHERE tenant_id = $1"
                ),
            }
        )
        {
            if (!await bed.ScalarAsync<bool>(sql, ct, tenant.Value, Orders))
            {
                throw new InvalidOperationException($"The workflow was wrong; not true: {rule}.");
            }
        }
    }
}
