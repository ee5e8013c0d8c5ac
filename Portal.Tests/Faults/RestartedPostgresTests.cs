using Npgsql;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>PostgreSQL breaks off or is killed, and recovers, again and again, while one worker imports and works orders.</summary>
public sealed class RestartedPostgresTests : PortalTests
{
    private const int Restarts = 4;

    private PrivatePostgres _server = null!;
    private OrderStory _story = null!;

    protected override async Task<TestPortal> StartAsync()
    {
        _server = await PrivatePostgres.StartNewAsync();
        return await TestPortal.StartAsync(Configure, await TestDatabase.CreateAsync(_server));
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _story = await OrderStory.StartAsync(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _story.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public Task ImportAndWorkflow_PostgresStoppedAtOnce_GoOnAndLoseNothing() =>
        GoOnAsync(_server.StopImmediatelyAsync);

    [Fact]
    public Task ImportAndWorkflow_PostmasterKilled_GoOnAndLoseNothing() =>
        GoOnAsync(_server.KillAsync);

    private async Task GoOnAsync(Func<Task> breakOff)
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var worker = _story.StartWorker();
        for (var restart = 0; restart < Restarts; restart++)
        {
            await _story.ImportAsync(5_500, 1, isHistory: true);
            await _story.ImportAsync(150, 4, isHistory: false);
            await MovesAsync();
            await Task.Delay(random.Next(100, 900));
            await breakOff();
            await Task.Delay(random.Next(0, 1_500));
            await _server.StartAsync();
            NpgsqlConnection.ClearAllPools();
            await MovesAsync();
        }

        await Eventually.TrueAsync(
            _story.IsOverAsync,
            "everything is imported and worked",
            TimeSpan.FromMinutes(2)
        );
        await worker.StopAsync();

        await _story.CheckAsync();
    }

    /// <summary>The worker that was there all the time does something.</summary>
    private async Task MovesAsync()
    {
        const string last = "SELECT coalesce(max(id), 0) FROM events.log";
        var before = await Portal.AdminScalarAsync<long>(last);
        await Eventually.TrueAsync(
            async () =>
                await _story.IsOverAsync() || await Portal.AdminScalarAsync<long>(last) > before,
            "the worker goes on"
        );
    }
}
