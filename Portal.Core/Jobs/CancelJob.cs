using Microsoft.EntityFrameworkCore;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public sealed record CancelJobCommand(JobRunId Id);

/// <summary>Takes a waiting job off its queue; asks a running one to stop, which it does within seconds.</summary>
public sealed class CancelJob(JobAccess access, TimeProvider clock)
{
    public async Task<Result> HandleAsync(CancelJobCommand command, CancellationToken ct)
    {
        await using var db = await access.OpenAsync(JobsPermissions.Retry, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var run = await db.JobRuns.SingleOrDefaultAsync(r => r.Id == command.Id, ct);
        if (run is null)
        {
            return JobErrors.NotFound;
        }

        var cancelled = run.Cancel(clock.GetUtcNow());
        return cancelled.Failed ? cancelled : await db.SaveAsync(ct);
    }
}
