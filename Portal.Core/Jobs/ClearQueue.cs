using Microsoft.EntityFrameworkCore;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public sealed record ClearQueueCommand(JobQueue Queue);

/// <summary>Cancels everything that waits in a queue; what runs goes on. Answers how many.</summary>
public sealed class ClearQueue(JobAccess access, TimeProvider clock)
{
    public async Task<Result<int>> HandleAsync(ClearQueueCommand command, CancellationToken ct)
    {
        await using var db = await access.OpenPlatformAsync(JobsPermissions.Operate, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var now = clock.GetUtcNow();
        return await db
            .JobRuns.Where(r => r.Queue == command.Queue && r.State == JobRunState.Waiting)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(r => r.State, JobRunState.Cancelled)
                        .SetProperty(r => r.EndedAt, now),
                ct
            );
    }
}
