using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Data;
using Portal.Core.Identity;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Analytics;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using StackExchange.Redis;

namespace Portal.Tests.Faults;

/// <summary>
/// Redis dies, is full, stands still, or holds what somebody else wrote. Orders and pages go on;
/// figures come from PostgreSQL meanwhile and equal it afterwards.
/// </summary>
public sealed class RedisFaultTests : FiguresTests
{
    private PrivateRedis _server = null!;

    private DateTimeOffset Noon =>
        new DateTimeOffset(Portal.Clock.GetUtcNow().Date, TimeSpan.Zero).AddHours(-12);

    private IDatabase Redis => Portal.Services.GetRequiredService<RedisConnection>().Database;

    protected override async Task<TestPortal> StartAsync()
    {
        _server = await PrivateRedis.StartNewAsync();
        return await TestPortal.StartAsync(Configure, redis: _server.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Killed_OrdersGoOn_AndAnEmptyRedisIsWholeAgain()
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 100_000);
        await seed.AddOrdersAsync(500, _ => [(product, 1)]);
        await using var worker = WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        await Eventually.TrueAsync(IsFromRedisAsync, "figures come from Redis");

        await _server.KillAsync();
        await seed.AddOrdersAsync(500, _ => [(product, 1)]);
        await Eventually.TrueAsync(
            async () =>
                await Portal.AdminScalarAsync<long>(
                    "SELECT count(*) FROM orders.orders WHERE status IN ('completed', 'failed')"
                ) == 1_000,
            "orders are worked without Redis"
        );
        await using (var web = await WebAsync())
        {
            await EverythingAnswersAsync(web);
        }

        Assert.Equal(FiguresSource.PostgreSql, await SourceAsync());

        await _server.StartAsync();
        await Eventually.TrueAsync(
            async () => await IsFromRedisAsync() && await DifferencesAsync() == 0,
            "Redis says what PostgreSQL says",
            TimeSpan.FromMinutes(2)
        );
        await worker.StopAsync();
    }

    [Fact]
    public async Task KilledBetweenFoldAndProjection_FiguresEqualSqlAfterwards()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        // The worker is about to read what it copies.
        await using var roadblock = await Roadblock.OfAsync(
            Portal,
            "LOCK TABLE analytics.daily_figures IN ACCESS EXCLUSIVE MODE"
        );
        await using var worker = WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        await roadblock.SomebodyStandsAsync("max(revision)");

        await _server.KillAsync();
        await roadblock.DisposeAsync();
        var meanwhile = await SourceAsync();
        await _server.StartAsync();
        await Eventually.TrueAsync(
            async () => await IsFromRedisAsync() && await DifferencesAsync() == 0,
            "Redis says what PostgreSQL says",
            TimeSpan.FromMinutes(2)
        );
        await worker.StopAsync();

        Assert.Equal(FiguresSource.PostgreSql, meanwhile);
    }

    [Fact]
    public async Task KeysOfAnotherType_AreReadPast_AndReplaced()
    {
        await CompleteAsync(
            Noon,
            500,
            await CustomerAsync("Ann"),
            product: await ProductAsync("A")
        );
        await DrainAsync();
        await ProjectAsync();
        await using var web = await WebAsync();
        foreach (var key in await KeysAsync())
        {
            await Redis.KeyDeleteAsync(key);
            await Redis.ListLeftPushAsync(key, "not ours");
        }

        await EverythingAnswersAsync(web);
        Assert.Equal(FiguresSource.PostgreSql, await SourceAsync());

        await CompleteAsync(Noon, 900, await CustomerAsync("Bob"));
        await DrainAsync();
        await ProjectAsync();
        Assert.Equal(FiguresSource.Redis, await SourceAsync());
        Assert.Equal(0, await DifferencesAsync());
    }

    [Fact]
    public async Task OneBoardOfAnotherType_IsFoundByTheCheckAndReplaced()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        await ProjectAsync();
        var board = (await KeysAsync()).Single(k =>
            k.EndsWith("customers:0:GBP:all", StringComparison.Ordinal)
        );
        await Redis.KeyDeleteAsync(board);
        await Redis.StringSetAsync(board, "not ours");
        var meanwhile = await SourceAsync();

        await using (var scope = Portal.Scope())
        {
            var found = await scope
                .Get<CheckFigures>()
                .HandleAsync(new CheckFiguresCommand(), default);
            Assert.Equal(1, found.Value.Differences);
        }

        Assert.Equal(FiguresSource.PostgreSql, meanwhile);
        Assert.Equal(FiguresSource.Redis, await SourceAsync());
        Assert.Equal(0, await DifferencesAsync());
    }

    [Fact]
    public async Task Full_OnlyTheLiveFiguresStandStill_UntilThereIsRoom()
    {
        var ann = await CustomerAsync("Ann");
        await CompleteAsync(Noon, 500, ann);
        await DrainAsync();
        await ProjectAsync();
        await using var web = await WebAsync();
        await ConfigureAsync("maxmemory-policy", "noeviction");
        await ConfigureAsync("maxmemory", "1mb");

        await CompleteAsync(Noon, 250, ann);
        await DrainAsync();
        var refused = await Assert.ThrowsAsync<RedisServerException>(ProjectAsync);
        await EverythingAnswersAsync(web);

        Assert.Matches("OOM|EXECABORT", refused.Message);
        await ConfigureAsync("maxmemory", "0");
        await ProjectAsync();
        Assert.Equal(0, await DifferencesAsync());
    }

    [Fact]
    public async Task StandingStill_IsNotWaitedFor()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        await ProjectAsync();
        await Redis.ExecuteAsync("CLIENT", "PAUSE", "8000");

        var watch = Stopwatch.StartNew();
        var source = await SourceAsync();

        Assert.Equal(FiguresSource.PostgreSql, source);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private async Task<Visitor> WebAsync()
    {
        const string email = "ada@example.com";
        var person = await Portal.AddPersonAsync(
            email,
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        var web = new TestWeb(
            Portal,
            ("ConnectionStrings:Redis", $"{_server.Address},abortConnect=false"),
            ("Redis:Prefix", Portal.RedisPrefix)
        );
        var browser = web.Browser();
        using var signedIn = await TestWeb.SignInAsync(browser, email, TestPeople.Password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return new Visitor(web, browser, web.Program(await Portal.IssueTokenAsync(person)));
    }

    /// <summary>Figures, lists and pages, as a program and as a browser ask for them.</summary>
    private static async Task EverythingAnswersAsync(Visitor visitor)
    {
        string[] answers =
        [
            "/api/kpis/daily",
            "/api/kpis/realtime",
            "/api/leaderboard/customers",
            "/api/leaderboard/products",
            "/api/stats",
            "/api/v1/orders",
            "/api/health",
        ];
        foreach (var path in answers)
        {
            await IsOkAsync(visitor.Program, path);
        }

        foreach (var path in new[] { "/dashboard", "/orders", "/workflow", "/imports" })
        {
            await IsOkAsync(visitor.Browser, path);
        }
    }

    private static async Task IsOkAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(
            answer.StatusCode is HttpStatusCode.OK,
            $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
        );
    }

    private Task ConfigureAsync(string setting, string value) =>
        Redis.ExecuteAsync("CONFIG", "SET", setting, value);

    private async Task<bool> IsFromRedisAsync() => await SourceAsync() is FiguresSource.Redis;

    private async Task<FiguresSource> SourceAsync()
    {
        // Longer than a reader remembers which version is current.
        Portal.Clock.Advance(TimeSpan.FromSeconds(2));
        await using var scope = Portal.Scope();
        return (await scope.Get<LeaderboardQueries>().CustomersAsync(0, 10, default)).Value.Source;
    }

    private async Task<long?> DifferencesAsync()
    {
        await using var scope = Portal.Scope();
        var tenant = await scope.Get<TenantReader>().CurrentAsync(default);
        return await scope.Get<BoardComparison>().DifferencesAsync(tenant, default);
    }

    private async Task<List<string>> KeysAsync()
    {
        var found = (RedisResult[])
            (await Redis.ScriptEvaluateAsync("return redis.call('KEYS', '*')"))!;
        return [.. found.Select(k => (string)k!)];
    }

    private sealed record Visitor(TestWeb Web, HttpClient Browser, HttpClient Program)
        : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Web.DisposeAsync();
    }
}
