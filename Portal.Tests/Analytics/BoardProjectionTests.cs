using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Faults;
using Portal.Tests.Infrastructure;
using StackExchange.Redis;

namespace Portal.Tests.Analytics;

public sealed class BoardProjectionTests : FiguresTests
{
    /// <summary>Yesterday, so that it is in Redis and no border of a day is near.</summary>
    private DateTimeOffset Noon =>
        new DateTimeOffset(Portal.Clock.GetUtcNow().Date, TimeSpan.Zero).AddHours(-12);

    [Fact]
    public async Task Board_TiesShareARank()
    {
        foreach (
            var (name, spent) in new[] { ("Ann", 500), ("Bob", 900), ("Cid", 900), ("Dan", 100) }
        )
        {
            await CompleteAsync(Noon, spent, await CustomerAsync(name));
        }

        await DrainAsync();
        await ProjectAsync();

        var board = await BoardAsync();
        Assert.Equal(FiguresSource.Redis, board.Source);
        Assert.Equal([1L, 1, 3, 4], board.Value.Select(c => c.Rank));
        Assert.Equal(["Ann", "Dan"], board.Value.Skip(2).Select(c => c.Name));
    }

    [Fact]
    public async Task Board_WithoutRedis_SaysTheSameFromPostgreSql()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await CompleteAsync(Noon, 900, await CustomerAsync("Bob"));
        await DrainAsync();
        var without = await BoardAsync();
        await ProjectAsync();

        var with = await BoardAsync();

        Assert.Equal(FiguresSource.PostgreSql, without.Source);
        Assert.Equal(FiguresSource.Redis, with.Source);
        Assert.Equal(without.Value, with.Value);
    }

    [Fact]
    public async Task Redis_FlushedInTheMiddle_IsWholeAgainAndEqualsSql()
    {
        var ann = await CustomerAsync("Ann");
        var product = await ProductAsync("LAMP");
        await CompleteAsync(Noon, 500, ann, product: product);
        await DrainAsync();
        await ProjectAsync();
        await FlushAsync();
        await CompleteAsync(Noon, 250, ann, product: product);
        await DrainAsync();

        await ProjectAsync();

        Assert.Equal(0, await DifferencesAsync());
        Assert.Equal(750, Assert.Single((await BoardAsync()).Value).Spent.Minor);
    }

    [Fact]
    public async Task Redis_OfAnotherDatabase_IsReplaced()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        await ProjectAsync();
        foreach (
            var state in (await KeysAsync()).Where(k =>
                k.EndsWith(":state", StringComparison.Ordinal)
            )
        )
        {
            await Redis.HashSetAsync(state, "revision", 1_000_000);
        }

        await CompleteAsync(Noon, 250, await CustomerAsync("Bob"));
        await DrainAsync();
        await ProjectAsync();

        Assert.Equal(2, (await BoardAsync()).Value.Count);
        Assert.Equal(0, await DifferencesAsync());
    }

    [Fact]
    public async Task CatchUp_ThatLostItsLeaseMeanwhile_WritesNothing()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        var roadblock = await Roadblock.OfAsync(
            Portal,
            "LOCK TABLE analytics.daily_figures IN ACCESS EXCLUSIVE MODE"
        );
        var projecting = ProjectAsync();
        await roadblock.SomebodyStandsAsync("max(revision)");
        var lease = Assert.Single(await KeysAsync());
        await Redis.StringSetAsync(lease, "another's");
        await roadblock.DisposeAsync();

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => projecting);

        Assert.Equal("The lease on the boards is lost.", refused.Message);
        Assert.Equal(lease, Assert.Single(await KeysAsync()));
        Assert.Equal("another's", await Redis.StringGetAsync(lease));
    }

    [Fact]
    public async Task Rebuild_WhileOrdersComeIn_LosesNone()
    {
        var customers = new List<long>();
        for (var i = 0; i < 10; i++)
        {
            customers.Add(await CustomerAsync($"C{i}"));
            await CompleteAsync(Noon, 100 + i, customers[i]);
        }

        await DrainAsync();
        await ProjectAsync();
        var selling = Task.Run(async () =>
        {
            foreach (var customer in customers)
            {
                await CompleteAsync(Noon, 1_000, customer);
                await DrainAsync();
                await ProjectAsync();
            }
        });
        while (!selling.IsCompleted)
        {
            await using var scope = Portal.Scope();
            await scope.Get<BoardProjection>().RebuildAsync(null, default);
            Assert.Equal(10, (await BoardAsync()).Value.Count);
        }

        await selling;
        await ProjectAsync();

        Assert.Equal(0, await DifferencesAsync());
    }

    [Fact]
    public async Task Check_FindsWhatWasTamperedWith_PutsItRightAndSaysSo()
    {
        var ann = await CustomerAsync("Ann");
        await CompleteAsync(Noon, 500, ann);
        await DrainAsync();
        await ProjectAsync();
        await Portal.AdminScalarAsync<int>(
            "UPDATE analytics.daily_figures SET revenue_minor = 1 WHERE seller_id = 0"
        );
        var board = (await KeysAsync()).Single(k =>
            k.EndsWith("customers:0:GBP:all", StringComparison.Ordinal)
        );
        await Redis.SortedSetAddAsync(board, ann, 7);
        await Redis.SortedSetAddAsync(board, 999_999, 7);

        var found = await CheckAsync();
        var again = await CheckAsync();

        Assert.Equal(3, found.Differences);
        Assert.Equal(0, again.Differences);
        Assert.Equal(500, Assert.Single((await BoardAsync()).Value).Spent.Minor);
    }

    [Fact]
    public async Task Check_FindsMinutesThatWereTamperedWith_AndPutsThemRight()
    {
        var ended = Portal.Clock.GetUtcNow().AddMinutes(-5);
        await CompleteAsync(ended, 500);
        await FailAsync(ended.AddMinutes(-1), 300, "out_of_stock");
        await DrainAsync();
        await ProjectAsync();
        var before = await MinutesAsync();
        await Portal.AdminScalarAsync<int>(
            "UPDATE analytics.minute_figures SET revenue_minor = 9 WHERE seller_id = 0 AND completed = 1"
        );
        var key = (await KeysAsync()).Single(k =>
            k.EndsWith("minutes:0:GBP", StringComparison.Ordinal)
        );
        var minute = ended.ToUnixTimeSeconds() / 60;
        await Redis.HashSetAsync(
            key,
            [new HashEntry(minute - 1, "1,1,1"), new HashEntry(minute - 20, "7,7,7")]
        );

        var found = await CheckAsync();
        var again = await CheckAsync();

        Assert.Equal(3, found.Differences);
        Assert.Equal(0, again.Differences);
        Assert.Equal(before, await MinutesAsync());
        Assert.Equal((500L, 1L, 1L), before);
    }

    [Fact]
    public async Task Recompute_WithEventsTheConsumerHasNotRead_CountsThemOnce()
    {
        var order = await FailAsync(Noon, 400, "payment_declined");
        await DrainAsync();
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await RetryAsync(order);
        await EndAsync(order, "completed", Noon, null);
        await using (var scope = Portal.Scope())
        {
            var recomputed = await scope
                .Get<RecomputeFigures>()
                .HandleAsync(new RecomputeFiguresCommand(), default);
            Assert.Equal(0, recomputed.Value.Changed);
        }

        await DrainAsync();

        var day = await DayAsync(Noon.ToString("yyyy-MM-dd", null));
        Assert.Equal((900L, 2L, 0L), (day.Revenue.Minor, day.Completed, day.Failed));
    }

    [Fact]
    public async Task Recompute_OfEmptiedRollups_BringsThemBack()
    {
        var order = await CompleteAsync(
            Noon,
            500,
            await CustomerAsync("Ann"),
            product: await ProductAsync("LAMP")
        );
        await RefundAsync(order, 100, Noon);
        await FailAsync(Noon, 400, "payment_declined");
        await DrainAsync();
        var before = await DigestAsync();
        await Portal.AdminScalarAsync<int>(
            "TRUNCATE analytics.daily_figures, analytics.daily_customers, analytics.customer_totals, analytics.daily_failures, analytics.daily_products, analytics.product_totals, analytics.minute_figures"
        );
        await using var scope = Portal.Scope();

        await scope.Get<RecomputeFigures>().HandleAsync(new RecomputeFiguresCommand(), default);

        Assert.Equal(before, await DigestAsync());
    }

    private async Task<(long Revenue, long Completed, long Failed)> MinutesAsync()
    {
        await using var scope = Portal.Scope();
        var hour = (await scope.Get<FigureQueries>().RealtimeAsync(default)).Value.Value.Minutes;
        return (hour.Sum(m => m.RevenueMinor), hour.Sum(m => m.Completed), hour.Sum(m => m.Failed));
    }

    private IDatabase Redis => Portal.Services.GetRequiredService<RedisConnection>().Database;

    private async Task<Fresh<IReadOnlyList<CustomerRank>>> BoardAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<LeaderboardQueries>().CustomersAsync(0, 10, default)).Value;
    }

    private async Task<CheckSummary> CheckAsync()
    {
        await using var scope = Portal.Scope();
        return (
            await scope.Get<CheckFigures>().HandleAsync(new CheckFiguresCommand(), default)
        ).Value;
    }

    private async Task<long?> DifferencesAsync()
    {
        await using var scope = Portal.Scope();
        var tenant = await scope.Get<TenantReader>().CurrentAsync(default);
        return await scope.Get<BoardComparison>().DifferencesAsync(tenant, default);
    }

    private Task<string?> DigestAsync() =>
        Portal.AdminScalarAsync<string>(
            """
            SELECT string_agg(row, E'\n' ORDER BY row) FROM (
                SELECT (to_jsonb(t) - 'revision')::text AS row FROM analytics.daily_figures t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.daily_customers t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.customer_totals t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.daily_failures t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.daily_products t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.product_totals t
                UNION ALL SELECT (to_jsonb(t) - 'revision')::text FROM analytics.minute_figures t) rows
            """
        );

    private async Task<List<string>> KeysAsync()
    {
        var pattern = $"{Portal.RedisPrefix}*";
        var answer = (RedisResult[])
            (
                await Redis.ScriptEvaluateAsync(
                    "return redis.call('KEYS', ARGV[1])",
                    null,
                    [pattern]
                )
            )!;
        return [.. answer.Select(k => (string)k!)];
    }

    /// <summary>FLUSHALL as this test's keys know it; the server is shared with other tests.</summary>
    private async Task FlushAsync()
    {
        foreach (var key in await KeysAsync())
        {
            await Redis.KeyDeleteAsync(key);
        }
    }
}
