using Portal.Core.Jobs;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>
/// Fifty workers die by SIGKILL, each at random, while files are imported and their orders are worked.
/// Whenever one dies, two others are at work or starting.
/// </summary>
public sealed class KilledWorkersTests : PortalTests
{
    private const int Kills = 50;

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

    [Fact]
    public async Task ImportAndWorkflow_KilledFiftyTimes_LoseDoubleAndChargeNothingTwice()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        var (imports, payments) = await KillAsync(new Random(seed));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{_story.Files} files, {_story.Orders} orders; {imports} imports and {payments} payments lost their worker"
        );
        Assert.True(imports >= Kills / 5, $"Only {imports} imports lost their worker.");
        Assert.True(payments >= Kills, $"Only {payments} payments were under way.");

        _story.HurryUp();
        await RetryParkedAsync();
        await using (var last = _story.StartWorker())
        {
            await Eventually.TrueAsync(
                _story.IsOverAsync,
                "everything is imported and worked",
                TimeSpan.FromMinutes(3)
            );
            await last.StopAsync();
        }

        await _story.CheckAsync();
    }

    /// <summary>Answers how many imports and how many payments were under way in a worker that died.</summary>
    private async Task<(long Imports, long Payments)> KillAsync(Random random)
    {
        var workers = new List<WorkerProcess>();
        try
        {
            var (imports, payments) = (0L, 0L);
            for (var kill = 0; kill < Kills; kill++)
            {
                while (workers.Count < 3)
                {
                    workers.Add(_story.StartWorker());
                }

                await KeepImportingAsync();
                await using var victim = workers[random.Next(workers.Count)];
                workers.Remove(victim);
                var id = await WhenAtWorkAsync(victim);
                await Task.Delay(random.Next(0, 400));
                payments += await _story.CountAsync("orders.orders", "status = 'paying'");
                await victim.KillAsync();
                imports += await LeasesEndAsync(id);
            }

            return (imports, payments);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    /// <summary>It has signed on, and orders have come or moved since; answers its id.</summary>
    private async Task<long> WhenAtWorkAsync(WorkerProcess worker)
    {
        var id = 0L;
        await Eventually.TrueAsync(
            async () =>
            {
                id = await Portal.AdminScalarAsync<long>(
                    $"SELECT id FROM jobs.workers WHERE process_id = {worker.Id}"
                );
                return id > 0;
            },
            "the worker is up"
        );
        var before = await LastEventAsync();
        await Eventually.TrueAsync(async () => await LastEventAsync() > before, "something moved");
        return id;
    }

    private Task<long> LastEventAsync() =>
        Portal.AdminScalarAsync<long>("SELECT coalesce(max(id), 0) FROM events.log");

    /// <summary>Half a minute passes for the imports the dead worker had; answers how many.</summary>
    private Task<long> LeasesEndAsync(long worker) =>
        Portal.AdminScalarAsync<long>(
            $"""
            WITH lost AS (
                UPDATE jobs.runs SET leased_until = now() - interval '1 second'
                WHERE worker_id = {worker} AND state = 'running' RETURNING about_id
            ), freed AS (
                UPDATE imports.imports SET leased_until = NULL WHERE id IN (SELECT about_id FROM lost)
            )
            SELECT count(*) FROM lost
            """
        );

    /// <summary>What an operator does with a job that took 25 workers along without getting anywhere.</summary>
    private async Task RetryParkedAsync()
    {
        await using var scope = Portal.PlatformScope();
        var retried = await scope
            .Get<RetryFailedJobs>()
            .HandleAsync(new RetryFailedJobsCommand(), default);
        Assert.False(retried.Failed);
    }

    /// <summary>
    /// There is always a file under way, orders that wait to be worked, and now and then a longer file
    /// of history, written in two chunks.
    /// </summary>
    private async Task KeepImportingAsync()
    {
        var running = await _story.CountAsync("imports.imports", "status = 'running'");
        if (running < 2 && await _story.CountAsync("orders.orders", "status = 'pending'") < 200)
        {
            await _story.ImportAsync(300, 5, isHistory: false);
        }

        if (running == 0)
        {
            await _story.ImportAsync(5_500, 1, isHistory: true);
        }
    }
}
