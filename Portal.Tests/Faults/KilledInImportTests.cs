using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>A worker dies by SIGKILL at a named point of an import; the next one ends what it began.</summary>
public sealed class KilledInImportTests : PortalTests
{
    private OrderStory _story = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _story = await OrderStory.StartAsync(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _story.DisposeAsync();
    }

    [Theory]
    [InlineData("rows are staged, customers are not there yet", "orders.customers")]
    [InlineData("customers are there, their orders are not written", "orders.orders")]
    [InlineData("a chunk is written, its checkpoint is not", "imports.rejections")]
    public async Task Writing_Killed_IsDoneByTheNextWorker(string point, string table)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(point);
        await using var roadblock = await StandBeforeAsync(table);
        await using var worker = _story.StartWorker();
        await roadblock.SomebodyStandsAsync();

        await worker.KillAsync();
        await roadblock.ClearAfterKillAsync();

        await NextWorkerEndsAsync();
    }

    [Fact]
    public async Task BetweenTwoChunks_Killed_OnlyTheSecondIsWrittenByTheNextWorker()
    {
        await _story.ImportAsync(5_500, 1, isHistory: true);
        // Lets rows in, but not ANALYZE, which comes when the first chunk is committed.
        await using var roadblock = await Roadblock.OfAsync(
            Portal,
            "LOCK TABLE orders.customers IN SHARE UPDATE EXCLUSIVE MODE"
        );
        await using var worker = _story.StartWorker();
        await roadblock.SomebodyStandsAsync("analyze_intake");

        await worker.KillAsync();
        await roadblock.ClearAfterKillAsync();

        Assert.Equal(5_000, await _story.CountAsync("orders.orders", "true"));
        Assert.Equal(1, await _story.CountAsync("imports.imports", "checkpoint = 5000"));
        await NextWorkerEndsAsync();
    }

    [Fact]
    public async Task JobDoneButNotWrittenDown_Killed_IsDoneWithoutDoingItAgain()
    {
        await using var import = await StandBeforeAsync("imports.rejections");
        await using var worker = _story.StartWorker();
        await import.SomebodyStandsAsync();
        await using var job = await Roadblock.OfAsync(
            Portal,
            "SELECT FROM jobs.runs FOR NO KEY UPDATE"
        );
        await import.DisposeAsync();
        await job.SomebodyStandsAsync("succeeded");

        await worker.KillAsync();
        await job.ClearAfterKillAsync();

        Assert.Equal(1, await _story.CountAsync("imports.imports", "status = 'completed'"));
        Assert.Equal(1, await CountImportJobsAsync("running"));
        await NextWorkerEndsAsync();
    }

    private async Task<Roadblock> StandBeforeAsync(string table)
    {
        await _story.ImportAsync(5_500, 1, isHistory: true);
        return await Roadblock.BeforeWritingAsync(Portal, table);
    }

    /// <summary>The dead worker's leases end; after that every row of the file is an order, once.</summary>
    private async Task NextWorkerEndsAsync()
    {
        await Portal.AdminScalarAsync<int>(
            """
            UPDATE imports.imports SET leased_until = NULL;
            UPDATE jobs.runs SET leased_until = now() - interval '1 second' WHERE state = 'running'
            """
        );
        await using var next = _story.StartWorker();
        await Eventually.TrueAsync(
            async () =>
                await _story.IsOverAsync()
                && await CountImportJobsAsync("running") + await CountImportJobsAsync("waiting")
                    == 0,
            "the next worker has ended the import",
            TimeSpan.FromMinutes(2)
        );
        await next.StopAsync();

        Assert.Equal(1, await CountImportJobsAsync("succeeded"));
        await _story.CheckAsync();
    }

    /// <summary>Schedules bring jobs of other queues by the minute, which nobody serves here.</summary>
    private Task<long> CountImportJobsAsync(string state) =>
        _story.CountAsync("jobs.runs", $"kind = 'imports.run' AND state = '{state}'");
}
