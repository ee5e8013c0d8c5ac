using Microsoft.EntityFrameworkCore;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

/// <param name="Queue">The queue.</param>
/// <param name="IsPaused">True to pause it, false to continue.</param>
public sealed record PauseQueueCommand(JobQueue Queue, bool IsPaused);

/// <summary>Pauses or continues a queue for all workers; safe to repeat.</summary>
public sealed class PauseQueue(JobAccess access, TimeProvider clock)
{
    public async Task<Result> HandleAsync(PauseQueueCommand command, CancellationToken ct)
    {
        await using var db = await access.OpenPlatformAsync(JobsPermissions.Operate, ct);
        if (db is null)
        {
            return Error.Forbidden;
        }

        var setting = await db.QueueSettings.SingleOrDefaultAsync(
            q => q.Queue == command.Queue,
            ct
        );
        if (setting is null)
        {
            setting = new QueueSetting { Queue = command.Queue };
            db.QueueSettings.Add(setting);
        }

        if (command.IsPaused)
        {
            setting.Pause(db.Actor.Name, clock.GetUtcNow());
        }
        else
        {
            setting.Continue();
        }

        return await db.SaveAsync(ct);
    }
}
