using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports;

/// <summary>A file as it arrives.</summary>
/// <param name="FileName">What the user's machine calls it.</param>
/// <param name="Content">Read once, to its end.</param>
public sealed record UploadImportCommand(string FileName, Stream Content);

/// <summary>
/// Stores a file and finds out how it is to be read. A file that is no CSV is refused and removed;
/// nothing but the import itself is written.
/// </summary>
public sealed class UploadImport(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    ImportStorage storage,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    private const int MaxName = 260;

    public async Task<Result<ImportId>> HandleAsync(
        UploadImportCommand command,
        CancellationToken ct
    )
    {
        var scope = await access.RunScopeAsync(ct);
        if (scope.IsDenied)
        {
            return Error.Forbidden;
        }

        var stored = await storage.StoreAsync(tenant.Id, command.Content, ct);
        if (stored.Failed)
        {
            return stored.Error;
        }

        var saved = await RecordAsync(command.FileName, stored.Value, scope, ct);
        if (saved.Failed)
        {
            storage.Delete(stored.Value.Key);
        }

        return saved;
    }

    private async Task<Result<ImportId>> RecordAsync(
        string fileName,
        StoredFile stored,
        AccessScope scope,
        CancellationToken ct
    )
    {
        await using var file = storage.Open(stored.Key)!;
        var probed = await CsvProbe.ProbeAsync(file, ct);
        if (probed.Failed)
        {
            return probed.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var name = Path.GetFileName(fileName.Replace('\\', '/'));
        var import = new Import
        {
            FileName = name.Length <= MaxName ? name : name[..MaxName],
            FileKey = stored.Key,
            FileBytes = stored.Bytes,
            FileHash = stored.Hash,
            SellerId = scope.IsWholeTenant ? null : scope.Sellers[0],
            Setup = new ImportSetup(
                probed.Value.Format,
                probed.Value.Mapping,
                new ImportOptions(
                    Stock: probed.Value.Mapping.Shape == ImportShape.OrderTotals
                        ? StockHandling.History
                        : StockHandling.Reserve
                )
            ),
            Preview = ImportPreview.Of(probed.Value),
            CreatedById = db.Actor.Person,
            CreatedBy = db.Actor.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Imports.Add(import);
        var result = await db.SaveAsync(ct);
        return result.Failed ? result.Error : import.Id;
    }
}
