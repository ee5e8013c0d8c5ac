using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

public sealed record SaveMappingCommand(
    string Name,
    ColumnMapping Mapping,
    ImportOptions Options,
    DateOrder DateOrder,
    DecimalMark DecimalMark
);

/// <summary>
/// Keeps columns and options for the next file of the same source; a mapping of that name is replaced. Refuses a name
/// that is missing or too long.
/// </summary>
public sealed class SaveMapping(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SaveMappingCommand command, CancellationToken ct)
    {
        if ((await access.RunScopeAsync(ct)).IsDenied)
        {
            return Error.Forbidden;
        }

        var name = command.Name.Trim();
        if (name.Length is 0 or > SavedMapping.LongestName)
        {
            return ImportErrors.NameMissing;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var saved = await db.SavedMappings.SingleOrDefaultAsync(s => s.Name == name, ct);
        if (saved is null)
        {
            saved = new SavedMapping
            {
                Name = name,
                Mapping = command.Mapping,
                Options = command.Options,
                DateOrder = command.DateOrder,
                DecimalMark = command.DecimalMark,
            };
            db.SavedMappings.Add(saved);
        }

        (saved.Mapping, saved.Options) = (command.Mapping, command.Options);
        (saved.DateOrder, saved.DecimalMark) = (command.DateOrder, command.DecimalMark);
        saved.UpdatedAt = clock.GetUtcNow();
        return await db.SaveAsync(ct, (SavedMapping.UniqueKey, Error.ChangedMeanwhile));
    }
}
