using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

public sealed record RemoveMappingCommand(SavedMappingId Id);

/// <summary>Forgets a saved mapping of the tenant; imports that used it keep their own copy.</summary>
public sealed class RemoveMapping(IDbContextFactory<PortalDbContext> contexts, ImportAccess access)
{
    public async Task<Result> HandleAsync(RemoveMappingCommand command, CancellationToken ct)
    {
        if ((await access.RunScopeAsync(ct)).IsDenied)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var saved = await db.SavedMappings.SingleOrDefaultAsync(s => s.Id == command.Id, ct);
        if (saved is null)
        {
            return ImportErrors.MappingGone;
        }

        db.SavedMappings.Remove(saved);
        return await db.SaveAsync(ct);
    }
}
