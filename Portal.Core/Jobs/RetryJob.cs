using Microsoft.EntityFrameworkCore;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public sealed record RetryJobCommand(JobRunId Id);

/// <summary>Puts one failed or cancelled job back into its queue.</summary>
public sealed class RetryJob(JobAccess access, TimeProvider clock)
{
    public async Task<Result> HandleAsync(RetryJobCommand command, CancellationToken ct)
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

        var retried = run.Retry(clock.GetUtcNow());
        return retried.Failed
            ? retried
            : await db.SaveAsync(ct, (JobRequests.OnlyOneConstraint, JobErrors.AlreadyWaiting));
    }
}
