using Microsoft.EntityFrameworkCore;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

/// <param name="Cause">Only those that failed by it; null for all.</param>
/// <param name="Kind">Only those of this kind; null for all.</param>
public sealed record RetryFailedJobsCommand(string? Cause = null, string? Kind = null);

/// <summary>Puts failed jobs back into their queues, all or a group; answers how many.</summary>
public sealed class RetryFailedJobs(JobAccess access, TimeProvider clock)
{
    public async Task<Result<int>> HandleAsync(RetryFailedJobsCommand command, CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Retry, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        // Of jobs of which only one may wait, the newest comes back; the others stay parked.
        var now = clock.GetUtcNow();
        return await JobQueries
            .Matching(
                db.JobRuns,
                new JobFilter([JobRunState.Failed], Cause: command.Cause, Kind: command.Kind)
            )
            .Where(r =>
                r.OnlyOne == null
                || !db.JobRuns.Any(o =>
                    o.OnlyOne == r.OnlyOne
                    && (
                        o.State == JobRunState.Waiting
                        || o.State == JobRunState.Running
                        || o.State == JobRunState.Failed && o.CreatedAt > r.CreatedAt
                    )
                )
            )
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.State, JobRunState.Waiting)
                        .SetProperty(r => r.RunAt, now)
                        .SetProperty(r => r.Attempt, 0)
                        .SetProperty(r => r.Losses, 0)
                        .SetProperty(r => r.EndedAt, (DateTimeOffset?)null)
                        .SetProperty(r => r.IsCancelRequested, false),
                ct
            );
    }
}
