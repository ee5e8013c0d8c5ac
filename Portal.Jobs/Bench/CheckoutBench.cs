using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>
/// Buyers' apps that order as fast as they are answered, over http from the web program in a process of
/// its own: in six calls, and in one. The floor writes the same rows by hand, in as many trips.
/// </summary>
internal sealed class CheckoutBench : IBenchmark
{
    private const int Products = 2_000;
    private const int Customers = 10_000;
    private const double OrdersPerMinute = 12_000;
    private const double OneCallOrdersPerMinute = 50_000;
    private const double MostMilliseconds = 100;
    private const double SteadyOrdersPerMinute = 1_500;
    private const double MostSteadyMilliseconds = 50;
    private const double MostMegabytes = 250;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SteadyTurn = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    private long _number;

    public string Name => "checkout";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync("checkout", ct);
        await BenchOrders.AddShopAsync(bed, tenant, Products, Customers, ct);
        await bed.ExecuteAsync(CheckoutFloorSql.AddChoices, ct, tenant.Value);
        await bed.SettleAsync(ct);
        await using var web = await BenchWeb.StartAsync(bed, tenant, ct);
        var app = new CheckoutApp(web.Client, await ProductsAsync(bed, tenant, ct), Customers);
        await using var floor = await CheckoutFloor.OfAsync(bed, tenant, ct);

        await RunAsync(8, WarmUp, app.InSixCallsAsync, ct);
        await RunAsync(8, WarmUp, app.InOneCallAsync, ct);
        await RunAsync(8, WarmUp, floor.InSixTripsAsync, ct);
        // Foreign keys planned on empty tables stay slow for as long as a connection lives.
        await bed.SettleAsync(ct);
        var placed = await CountAsync(bed, tenant, ct);

        var figures = new List<BenchFigure>();
        foreach (var clients in (int[])[8, 32])
        {
            var ours = await RunAsync(clients, Turn, app.InSixCallsAsync, ct);
            var hand = await RunAsync(clients, Turn, floor.InSixTripsAsync, ct);
            figures.Add(
                new(
                    $"checkout in six calls, {clients} clients",
                    ours.PerMinute,
                    "orders/min",
                    OrdersPerMinute,
                    hand.PerMinute
                )
            );
            figures.Add(
                new(
                    $"checkout in six calls, {clients} clients, p95 of a call",
                    ours.P95.TotalMilliseconds,
                    "ms",
                    MostMilliseconds,
                    IsLessBetter: true
                )
            );
            placed += ours.Orders + hand.Orders;
        }

        var steady = await SteadyAsync(app.InSixCallsAsync, ct);
        placed += steady.Orders;
        figures.Add(
            new(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"checkout in six calls, {SteadyOrdersPerMinute:#,0} orders/min steadily, p95 of a call"
                ),
                steady.P95.TotalMilliseconds,
                "ms",
                MostSteadyMilliseconds,
                IsLessBetter: true
            )
        );

        var oneCall = await RunAsync(8, Turn, app.InOneCallAsync, ct);
        var oneTrip = await RunAsync(8, Turn, floor.InOneTripAsync, ct);
        placed += oneCall.Orders + oneTrip.Orders;
        figures.Add(
            new(
                "order in one call, 8 clients",
                oneCall.PerMinute,
                "orders/min",
                OneCallOrdersPerMinute,
                oneTrip.PerMinute
            )
        );
        figures.Add(
            new("web process after it", web.Megabytes, "MB", MostMegabytes, IsLessBetter: true)
        );
        await CheckAsync(bed, tenant, placed, ct);
        return figures;
    }

    /// <summary>Orders of all clients together, and how long one call took.</summary>
    private sealed record Rate(long Orders, double PerMinute, TimeSpan P95);

    /// <param name="clients">How many order at the same time.</param>
    /// <param name="turn">No order is begun later.</param>
    /// <param name="order">Places one order, of a number never used before, and notes how long each call took.</param>
    /// <param name="ct">Stops the turn.</param>
    private async Task<Rate> RunAsync(
        int clients,
        TimeSpan turn,
        Func<long, Action<TimeSpan>, CancellationToken, Task> order,
        CancellationToken ct
    )
    {
        var times = new ConcurrentBag<TimeSpan>();
        var started = Stopwatch.GetTimestamp();
        var done = await Task.WhenAll(
            Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync, ct))
        );
        return RateOf(done.Sum(), Stopwatch.GetElapsedTime(started), times);

        async Task<long> ClientAsync()
        {
            var orders = 0L;
            while (Stopwatch.GetElapsedTime(started) < turn)
            {
                await order(Interlocked.Increment(ref _number), times.Add, ct);
                orders++;
            }

            return orders;
        }
    }

    /// <summary>An order begins whenever one is due, whether those before it have ended or not.</summary>
    private async Task<Rate> SteadyAsync(
        Func<long, Action<TimeSpan>, CancellationToken, Task> order,
        CancellationToken ct
    )
    {
        var times = new ConcurrentBag<TimeSpan>();
        var begun = new List<Task>();
        var started = Stopwatch.GetTimestamp();
        using var due = new PeriodicTimer(TimeSpan.FromMinutes(1 / SteadyOrdersPerMinute));
        while (Stopwatch.GetElapsedTime(started) < SteadyTurn)
        {
            await due.WaitForNextTickAsync(ct);
            begun.Add(order(Interlocked.Increment(ref _number), times.Add, ct));
        }

        await Task.WhenAll(begun);
        return RateOf(begun.Count, Stopwatch.GetElapsedTime(started), times);
    }

    private static Rate RateOf(long orders, TimeSpan took, IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return new Rate(
            orders,
            orders / took.TotalMinutes,
            sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1]
        );
    }

    private static async Task<long[]> ProductsAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    ) =>
        await bed.ScalarAsync<long[]>(
            "SELECT array_agg(id) FROM catalog.products WHERE tenant_id = $1",
            ct,
            tenant.Value
        );

    private static Task<long> CountAsync(BenchBed bed, TenantId tenant, CancellationToken ct) =>
        bed.ScalarAsync<long>(
            "SELECT count(*) FROM orders.orders WHERE tenant_id = $1",
            ct,
            tenant.Value
        );

    /// <summary>Every order that was answered is there once, and its lines and parts add up to its total.</summary>
    private static async Task CheckAsync(
        BenchBed bed,
        TenantId tenant,
        long placed,
        CancellationToken ct
    )
    {
        var there = await CountAsync(bed, tenant, ct);
        var wrong = await bed.ScalarAsync<long>(
            """
            SELECT count(*) FROM orders.orders o
            JOIN (SELECT order_id, sum(total_minor) AS minor FROM orders.order_lines GROUP BY 1) l ON l.order_id = o.id
            JOIN (SELECT order_id, sum(total_minor) AS minor FROM orders.seller_parts GROUP BY 1) p ON p.order_id = o.id
            WHERE o.tenant_id = $1
                AND (l.minor + o.delivery_minor + o.fee_minor <> o.total_minor OR p.minor <> o.total_minor)
            """,
            ct,
            tenant.Value
        );
        if (there != placed || wrong > 0)
        {
            throw new InvalidOperationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{placed} orders were answered and {there} are there, {wrong} of them wrong."
                )
            );
        }
    }
}
