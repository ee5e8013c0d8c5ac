using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Jobs.Bench;

/// <summary>
/// Figures of a million orders and a million customers: computed anew from the orders, then read by
/// 16 clients at once from the web program, which has a process of its own. The floors are bare
/// statements of as many clients: the two sums the rollups are made of, one row by its key, one range
/// of a sorted set.
/// </summary>
internal sealed class FiguresBench : IBenchmark
{
    private const int Orders = 1_000_000;
    private const int Customers = 1_000_000;
    private const int Clients = 16;
    private const int CallsPerClient = 500;
    private const int WarmUps = 1_000;

    public string Name => "figures";

    public async Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct)
    {
        var tenant = await bed.AddTenantAsync("figures", ct);
        await BenchOrders.AddShopAsync(bed, tenant, products: 2_000, Customers, ct);
        await BenchOrders.AddOrdersAsync(bed, tenant, 1, Orders, lines: 1, isMixed: true, ct);
        await bed.SettleAsync(ct);

        var sums = await TimeAsync(() =>
            bed.ScalarAsync<long>(FiguresBenchSql.Sums, ct, tenant.Value)
        );
        var rebuild = await TimeAsync(() => RebuildAsync(bed, tenant, ct));
        await CheckAsync(bed, tenant, ct);
        await FillBoardAsync(bed, tenant, ct);
        var yesterday = DateOnly
            .FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)
            .AddDays(-1);
        await using var web = await BenchWeb.StartAsync(bed, tenant, ct);
        var day = await MeasureAsync(() =>
            ReadAsync(web, $"api/kpis/daily?date={yesterday:yyyy-MM-dd}", ct)
        );
        var realtime = await MeasureAsync(() => ReadAsync(web, "api/kpis/realtime", ct));
        var page = await MeasureAsync(() => ReadAsync(web, "api/leaderboard/customers", ct));
        await using var scope = bed.Scope(tenant);
        var connections = scope.ServiceProvider.GetRequiredService<PortalConnections>();
        var redis = scope.ServiceProvider.GetRequiredService<RedisConnection>().Database;
        var rowByKey = await MeasureAsync(() => RowByKeyAsync(connections, tenant, ct));
        var rangeOfSet = await MeasureAsync(() =>
            redis.SortedSetRangeByRankWithScoresAsync(
                FiguresBenchSql.FloorBoard,
                0,
                9,
                Order.Descending
            )
        );
        return
        [
            new(
                $"figures of {Orders:#,0} orders from nothing, with boards",
                rebuild.TotalSeconds,
                "s",
                Target: 60,
                sums.TotalSeconds,
                IsLessBetter: true
            ),
            Latency("KPIs of a day, p95", day, rowByKey),
            Latency("realtime KPIs, p95", realtime, rowByKey),
            Latency($"leaderboard page of {Customers:#,0} customers, p95", page, rangeOfSet),
        ];
    }

    private static BenchFigure Latency(string what, TimeSpan p95, TimeSpan floor) =>
        new(
            $"{what} at {Clients} clients",
            p95.TotalMilliseconds,
            "ms",
            Target: 10,
            floor.TotalMilliseconds,
            IsLessBetter: true
        );

    private static async Task RebuildAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        await using var scope = bed.Scope(tenant);
        var services = scope.ServiceProvider;
        var recomputed = await services
            .GetRequiredService<RecomputeFigures>()
            .HandleAsync(new RecomputeFiguresCommand(), ct);
        var rebuilt = await services.GetRequiredService<BoardProjection>().RebuildAsync(null, ct);
        await BenchBed.SayAsync(
            $"  {recomputed.Value.Changed:#,0} rollup rows, {rebuilt.Value:#,0} entries in Redis"
        );
    }

    /// <summary>The figures must be right before their speed counts.</summary>
    private static async Task CheckAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        var isEqual = await bed.ScalarAsync<bool>(FiguresBenchSql.IsEqual, ct, tenant.Value);
        await using var scope = bed.Scope(tenant);
        var snapshot = await scope
            .ServiceProvider.GetRequiredService<TenantReader>()
            .CurrentAsync(ct);
        var differences = await scope
            .ServiceProvider.GetRequiredService<BoardComparison>()
            .DifferencesAsync(snapshot, ct);
        if (!isEqual || differences != 0)
        {
            throw new InvalidOperationException(
                $"The figures are wrong: sums equal {isEqual}, Redis differs in {differences} entries."
            );
        }
    }

    /// <summary>Customers without an order get an amount too, so that the board has its million.</summary>
    private static async Task FillBoardAsync(BenchBed bed, TenantId tenant, CancellationToken ct)
    {
        await bed.ExecuteAsync(FiguresBenchSql.FillBoard, ct, tenant.Value);
        await bed.SettleAsync(ct);
        await using var scope = bed.Scope(tenant);
        await scope.ServiceProvider.GetRequiredService<BoardProjection>().RebuildAsync(null, ct);
        var redis = scope.ServiceProvider.GetRequiredService<RedisConnection>().Database;
        var entries = Enumerable
            .Range(1, 95_000)
            .Select(i => new SortedSetEntry(i, i * 7 % 95_001));
        await redis.SortedSetAddAsync(FiguresBenchSql.FloorBoard, [.. entries]);
    }

    private static async Task ReadAsync(BenchWeb web, string path, CancellationToken ct)
    {
        using var answer = await web.Client.GetAsync(path, ct);
        answer.EnsureSuccessStatusCode();
        await answer.Content.LoadIntoBufferAsync(ct);
    }

    private static async Task RowByKeyAsync(
        PortalConnections connections,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(FiguresBenchSql.RowByKey, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = tenant.Value } },
        };
        await command.ExecuteScalarAsync(ct);
    }

    /// <summary>The 95th percentile of all clients' calls, each in a scope of its own.</summary>
    private static async Task<TimeSpan> MeasureAsync(Func<Task> call)
    {
        var times = new ConcurrentBag<TimeSpan>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (var i = -WarmUps; i < CallsPerClient; i++)
                        {
                            var took = await TimeAsync(call);
                            if (i >= 0)
                            {
                                times.Add(took);
                            }
                        }
                    })
                )
        );
        return times.Order().ElementAt((int)Math.Ceiling(0.95 * times.Count) - 1);
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started);
    }
}
