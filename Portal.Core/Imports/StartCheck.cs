using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>Asks for the dry run.</summary>
/// <param name="IsHere">The caller runs it in its own process; no worker is asked.</param>
public sealed record StartCheckCommand(ImportId Id, bool IsHere = false);

/// <summary>Hands an uploaded file to the worker to be read and judged.</summary>
public sealed class StartCheck(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    ImportJobs jobs,
    TimeProvider clock
)
{
    /// <summary>Refused while columns are missing, or when the import is no longer open.</summary>
    public async Task<Result> HandleAsync(StartCheckCommand command, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var import = await access
            .Readable(db, await access.RunScopeAsync(ct))
            .SingleOrDefaultAsync(i => i.Id == command.Id, ct);
        if (import is null)
        {
            return ImportErrors.NotFound;
        }

        var started = import.StartCheck(clock.GetUtcNow());
        if (started.Failed)
        {
            return started;
        }

        if (!command.IsHere)
        {
            await jobs.EnqueueAsync(db, ImportJobs.Check, import.Id, ct);
        }

        return await db.SaveAsync(ct);
    }
}
