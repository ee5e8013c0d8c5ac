using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Jobs;

public sealed class RunQueueTests : PortalTests
{
    private static readonly WorkerId Worker = new(1);

    [Fact]
    public async Task Enqueue_ActThatDoesNotCommit_LeavesNoJob()
    {
        await using (var scope = Portal.Scope())
        {
            await using var db = await scope.DbAsync();
            await scope.Get<JobRequests>().EnqueueAsync(db, Request("test.lost"), default);
        }

        await EnqueueAsync("test.kept");

        Assert.Equal(["test.kept"], (await ClaimAsync(10)).Select(r => r.Kind));
    }

    [Fact]
    public async Task Claim_ByManyWorkersAtOnce_HandsEachJobToOne()
    {
        for (var i = 0; i < 40; i++)
        {
            await EnqueueAsync($"test.{i}");
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(10)));

        var claimed = claims.SelectMany(c => c).ToList();
        Assert.Equal(40, claimed.Count);
        Assert.Equal(40, claimed.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task Fail_WithAttemptsLeft_WaitsAndThenRunsAgain()
    {
        await EnqueueAsync("test.flaky");
        var first = Assert.Single(await ClaimAsync(1));

        Assert.True(
            await OnQueueAsync(q =>
                q.FailAsync(first, "no", "no", TimeSpan.FromMinutes(1), default)
            )
        );
        Assert.Empty(await ClaimAsync(1));
        await Portal.AdminScalarAsync<int>("UPDATE jobs.runs SET run_at = now() RETURNING 1");

        Assert.Equal(2, Assert.Single(await ClaimAsync(1)).Attempt);
    }

    [Fact]
    public async Task Fail_PoisonJob_IsParkedAndTheNextOneStarts()
    {
        await EnqueueAsync("test.poison");
        await EnqueueAsync("test.well");
        var poison = Assert.Single(await ClaimAsync(1));

        await OnQueueAsync(q => q.FailAsync(poison, "always", "always", null, default));

        Assert.Equal("test.well", Assert.Single(await ClaimAsync(5)).Kind);
        Assert.Equal("failed", await StateAsync(poison.Id));
    }

    [Fact]
    public async Task Outcome_AfterTheLeaseWentToAnotherWorker_IsRefused()
    {
        await EnqueueAsync("test.slow");
        var frozen = Assert.Single(await ClaimAsync(1));
        await ExpireLeasesAsync();
        Assert.Equal(1, await OnQueueAsync(q => q.RecoverAsync(default)));
        var second = Assert.Single(await ClaimAsync(1));

        Assert.False(await OnQueueAsync(q => q.SucceedAsync(frozen, default, default)));
        Assert.Empty(await OnQueueAsync(q => q.RenewAsync([(frozen, default)], default)));
        Assert.True(await OnQueueAsync(q => q.SucceedAsync(second, default, default)));
        Assert.Equal(1, second.Attempt);
    }

    [Fact]
    public async Task Recover_JobThatTakesEveryWorkerWithIt_IsParked()
    {
        await EnqueueAsync("test.deadly");
        for (var i = 0; i < RunQueue.MaxLosses; i++)
        {
            Assert.Single(await ClaimAsync(1));
            await ExpireLeasesAsync();
            await OnQueueAsync(q => q.RecoverAsync(default));
        }

        Assert.Empty(await ClaimAsync(1));
        Assert.Equal(
            "failed",
            await Portal.AdminScalarAsync<string>("SELECT state FROM jobs.runs")
        );
    }

    [Fact]
    public async Task Renew_KeepsTheLeaseWritesProgressAndPassesOnTheCancellation()
    {
        var id = await EnqueueAsync("test.long");
        var run = Assert.Single(await ClaimAsync(1));
        await using (var scope = Portal.Scope())
        {
            Assert.False((await scope.Get<CancelJob>().HandleAsync(new(id), default)).Failed);
        }

        var still = await OnQueueAsync(q =>
            q.RenewAsync([(run, new RunProgress(5, 10, "Reading"))], default)
        );

        Assert.True(still[id]);
        var shown = await DetailAsync(id);
        Assert.Equal((5, 10, "Reading"), (shown.Row.Done, shown.Row.Total, shown.Row.Phase));
    }

    [Fact]
    public async Task Pause_StopsTheQueueOnly_UntilContinued()
    {
        await EnqueueAsync("test.standard");
        await EnqueueAsync("test.high", JobQueue.High);
        await PauseAsync(true);

        Assert.Empty(await ClaimAsync(5));
        Assert.Single(await ClaimAsync(5, JobQueue.High));
        await PauseAsync(false);

        Assert.Single(await ClaimAsync(5));
    }

    [Fact]
    public async Task HandBack_DoesNotCostAnAttempt()
    {
        await EnqueueAsync("test.handed");
        var run = Assert.Single(await ClaimAsync(1));

        await OnQueueAsync(q => q.HandBackAsync(run, default));

        Assert.Equal(1, Assert.Single(await ClaimAsync(1)).Attempt);
    }

    [Fact]
    public async Task Enqueue_SecondWithTheSameKey_IsRefusedWhileTheFirstIsThere()
    {
        await EnqueueAsync("test.one", onlyOne: "rebuild");

        Assert.True(await TryEnqueueAsync(Request("test.one") with { OnlyOne = "rebuild" }));
        var run = Assert.Single(await ClaimAsync(1));
        await OnQueueAsync(q => q.SucceedAsync(run, default, default));

        Assert.False(await TryEnqueueAsync(Request("test.one") with { OnlyOne = "rebuild" }));
    }

    [Fact]
    public async Task RetryFailed_OfOneCause_LeavesTheOthersParked()
    {
        foreach (var cause in new[] { "a", "a", "b" })
        {
            await EnqueueAsync("test.failing");
            await OnQueueAsync(async q =>
                await q.FailAsync((await ClaimAsync(1))[0], cause, cause, null, default)
            );
        }

        await using var scope = Portal.Scope();
        var groups = await scope.Get<JobQueries>().FailuresAsync(default);
        var retried = await scope.Get<RetryFailedJobs>().HandleAsync(new("a"), default);

        Assert.Equal([("a", 2L), ("b", 1L)], groups.Value.Select(g => (g.Cause, g.Count)));
        Assert.Equal(2, retried.Value);
        Assert.Equal(2, (await ClaimAsync(5)).Count);
    }

    [Fact]
    public async Task EnqueueScheduled_SameTimeTwice_MakesOneJobAndSkipsWhileOneRuns()
    {
        var due = Portal.Clock.GetUtcNow();
        await OnRegistryAsync(r =>
            r.SyncSchedulesAsync(
                [new("test.daily", JobQueue.Standard, "0 0 2 * * ?", "UTC", "Daily")],
                default
            )
        );

        Assert.True(await EnqueueScheduledAsync(due));
        Assert.False(await EnqueueScheduledAsync(due));
        Assert.False(await EnqueueScheduledAsync(due.AddDays(1)));
        var run = Assert.Single(await ClaimAsync(5));
        await OnQueueAsync(q => q.SucceedAsync(run, default, default));

        Assert.True(await EnqueueScheduledAsync(due.AddDays(2)));
    }

    [Fact]
    public async Task Job_OfAnotherTenant_DoesNotExist()
    {
        var id = await EnqueueAsync("test.private");
        var (other, _) = await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope(other);
        await using var db = await scope.DbAsync();

        Assert.Null(await db.JobRuns.FindAsync(id));
    }

    private static JobRequest Request(string kind) =>
        new(kind, JobQueue.Standard, new { Number = 1 });

    private async Task<JobRunId> EnqueueAsync(
        string kind,
        JobQueue queue = JobQueue.Standard,
        string? onlyOne = null
    )
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        var id = await scope
            .Get<JobRequests>()
            .EnqueueAsync(db, Request(kind) with { Queue = queue, OnlyOne = onlyOne }, default);
        Assert.False((await db.SaveAsync(default)).Failed);
        return id;
    }

    private async Task<bool> TryEnqueueAsync(JobRequest request)
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        await scope.Get<JobRequests>().EnqueueAsync(db, request, default);
        return (await db.SaveAsync(default)).Failed;
    }

    private Task<IReadOnlyList<ClaimedRun>> ClaimAsync(
        int atMost,
        JobQueue queue = JobQueue.Standard
    ) => OnQueueAsync(q => q.ClaimAsync(queue, atMost, Worker, default));

    private async Task PauseAsync(bool isPaused)
    {
        await using var scope = Portal.PlatformScope();
        var done = await scope
            .Get<PauseQueue>()
            .HandleAsync(new(JobQueue.Standard, isPaused), default);
        Assert.False(done.Failed);
    }

    private Task<bool> EnqueueScheduledAsync(DateTimeOffset due) =>
        OnRegistryAsync(r => r.EnqueueScheduledAsync("test.daily", due, default));

    private async Task<T> OnQueueAsync<T>(Func<RunQueue, Task<T>> use)
    {
        await using var scope = Portal.PlatformScope();
        return await use(scope.Get<RunQueue>());
    }

    private async Task OnRegistryAsync(Func<WorkerRegistry, Task> use)
    {
        await using var scope = Portal.PlatformScope();
        await use(scope.Get<WorkerRegistry>());
    }

    private async Task<T> OnRegistryAsync<T>(Func<WorkerRegistry, Task<T>> use)
    {
        await using var scope = Portal.PlatformScope();
        return await use(scope.Get<WorkerRegistry>());
    }

    private async Task<JobDetail> DetailAsync(JobRunId id)
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<JobQueries>().FindAsync(id, default)).Value;
    }

    private Task<string?> StateAsync(JobRunId id) =>
        Portal.AdminScalarAsync<string>($"SELECT state FROM jobs.runs WHERE id = {id.Value}");

    private Task ExpireLeasesAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE jobs.runs SET leased_until = now() - interval '1 second' WHERE state = 'running' RETURNING 1"
        );
}
