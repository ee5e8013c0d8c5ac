using Portal.Core.Jobs;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Operations;

/// <summary>Keeps succeeded jobs for a week and failed ones for a month.</summary>
internal sealed class CleanUpJobsJob(RunQueue runs, TimeProvider clock) : IPortalJob
{
    private static readonly TimeSpan KeepSucceeded = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepOthers = TimeSpan.FromDays(30);

    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (removed, step) = (0L, 0);
        do
        {
            step = await runs.CleanUpAsync(now - KeepSucceeded, now - KeepOthers, ct);
            removed += step;
            context.Report(removed, phase: "Removing old jobs");
        } while (step > 0);

        context.Log($"{removed} old jobs removed.");
        return Result.Ok;
    }
}
