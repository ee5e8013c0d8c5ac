using Microsoft.EntityFrameworkCore;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public sealed record RunScheduleNowCommand(string Kind);

/// <summary>Asks for a schedule's job at once, besides its times.</summary>
public sealed class RunScheduleNow(JobAccess access, TimeProvider clock)
{
    public async Task<Result> HandleAsync(RunScheduleNowCommand command, CancellationToken ct)
    {
        await using var db = await access.OpenPlatformAsync(JobsPermissions.Operate, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        if (!await db.JobSchedules.AnyAsync(s => s.Kind == command.Kind, ct))
        {
            return JobErrors.ScheduleNotFound;
        }

        var added = await db.Database.ExecuteSqlRawAsync(
            JobsSql.EnqueueNow,
            [command.Kind, db.Actor.Name, clock.GetUtcNow()],
            ct
        );
        return added == 1 ? Result.Ok : JobErrors.AlreadyWaiting;
    }
}
