using System.Diagnostics;
using Npgsql;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Jobs;

/// <summary>The worker as a process of its own, on a database of its own.</summary>
public sealed class WorkerProcessTests : IAsyncLifetime
{
    private TestPortal _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await TestPortal.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Worker_ToldToStopUnderLoad_EndsWithZeroAndLosesNothing()
    {
        const int Jobs = 1_500;
        await EnqueueAsync("standard", Jobs);
        for (var round = 0; round < 3; round++)
        {
            var before = await CountAsync("state = 'succeeded'");
            using var worker = Start();
            await Eventually.TrueAsync(
                async () => await CountAsync("state = 'succeeded'") > before + 5,
                "the worker works"
            );
            var watch = Stopwatch.StartNew();
            await StopAsync(worker);

            Assert.Equal(0, worker.ExitCode);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            Assert.Equal(0, await CountAsync("state = 'running'"));
        }

        using var last = Start();
        await Eventually.TrueAsync(
            async () => await CountAsync("state = 'succeeded'") == Jobs,
            "every job done"
        );
        await StopAsync(last);
        Assert.Equal(0, await CountAsync("attempt <> 1"));
    }

    [Fact]
    public async Task HighJobs_BehindFullQueues_StartWithinASecond()
    {
        using var worker = Start();
        await Eventually.TrueAsync(async () => await WorkersAsync() == 1, "the worker is up");
        await EnqueueAsync("low", 5_000);
        await EnqueueAsync("standard", 5_000);
        for (var portion = 0; portion < 10; portion++)
        {
            await EnqueueAsync("high", 5);
            await Task.Delay(200);
        }

        await Eventually.TrueAsync(
            async () => await CountAsync("queue = 'high' AND state = 'succeeded'") == 50,
            "the high jobs are done"
        );
        var others = await CountAsync("queue <> 'high' AND state = 'waiting'");
        var p95 = await _portal.AdminScalarAsync<double>(
            """
            SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM started_at - run_at)::float8)
            FROM jobs.runs WHERE queue = 'high' AND requested_by = 'test'
            """
        );
        await StopAsync(worker);

        TestContext.Current.TestOutputHelper?.WriteLine($"p95 {p95:N3} s, {others} others waiting");
        Assert.InRange(others, 1, 10_000);
        Assert.InRange(p95, 0, 1);
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Portal.Jobs.dll"), "worker"]
        );
        start.Environment["ConnectionStrings__Portal"] = _portal.Database.AppConnection;
        start.Environment["ConnectionStrings__Redis"] =
            $"{Environment.GetEnvironmentVariable("PORTAL_TEST_REDIS")},abortConnect=false";
        return Process.Start(start)!;
    }

    /// <summary>Jobs that are quick and harmless: the coming months' partitions are there already.</summary>
    private async Task EnqueueAsync(string queue, int count)
    {
        await using var connection = new NpgsqlConnection(_portal.Database.AdminConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            INSERT INTO jobs.runs (tenant_id, queue, kind, arguments, requested_by, run_at, created_at, state, attempt,
                losses, is_cancel_requested, progress_done)
            SELECT 0, '{queue}', 'data.ensure_partitions', 'null', 'test', now(), now(), 'waiting', 0, 0, false, 0
            FROM generate_series(1, {count})
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }

    private Task<long> CountAsync(string condition) =>
        _portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM jobs.runs WHERE requested_by = 'test' AND {condition}"
        );

    private Task<long> WorkersAsync() =>
        _portal.AdminScalarAsync<long>("SELECT count(*) FROM jobs.workers");

    /// <summary>Asks as a supervisor does, by SIGTERM.</summary>
    private static async Task StopAsync(Process worker)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{worker.Id}"]);
        await kill.WaitForExitAsync();
        await worker.WaitForExitAsync();
    }
}
