using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>Which import.</summary>
public sealed record CancelImportCommand(ImportId Id);

/// <summary>Stops an import; what it has written stays.</summary>
public sealed class CancelImport(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    TimeProvider clock
)
{
    /// <summary>Refused when the import has ended.</summary>
    public async Task<Result> HandleAsync(CancelImportCommand command, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var import = await access
            .Readable(db, await access.RunScopeAsync(ct))
            .SingleOrDefaultAsync(i => i.Id == command.Id, ct);
        if (import is null)
        {
            return ImportErrors.NotFound;
        }

        var cancelled = import.Cancel(clock.GetUtcNow());
        return cancelled.Failed ? cancelled : await db.SaveAsync(ct);
    }
}
