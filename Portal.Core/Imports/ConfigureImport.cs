using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>The user's choices for an uploaded file.</summary>
/// <param name="SaveAs">Keeps mapping and options under this name for the next file; null to keep nothing.</param>
public sealed record ConfigureImportCommand(
    ImportId Id,
    CsvFormat Format,
    ColumnMapping Mapping,
    ImportOptions Options,
    string? SaveAs = null
);

/// <summary>Takes the choices of the wizard; a report made before is void.</summary>
public sealed class ConfigureImport(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    ImportStorage storage,
    TimeProvider clock
)
{
    private const int MaxName = 80;

    public async Task<Result> HandleAsync(ConfigureImportCommand command, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var import = await access
            .Readable(db, await access.RunScopeAsync(ct))
            .SingleOrDefaultAsync(i => i.Id == command.Id, ct);
        if (import is null)
        {
            return ImportErrors.NotFound;
        }

        var setup = new ImportSetup(command.Format, command.Mapping, command.Options);
        var probed = await ProbeAgainAsync(import, command.Format, ct);
        if (probed.Failed)
        {
            return probed.Error;
        }

        // Other columns make the mapping void; the headers decide anew.
        var configured = probed.Value is { } file
            ? import.Configure(
                setup with
                {
                    Format = file.Format,
                    Mapping = file.Mapping,
                },
                ImportPreview.Of(file)
            )
            : import.Configure(setup, import.Preview);
        if (configured.Failed)
        {
            return configured;
        }

        if (command.SaveAs is { } name)
        {
            var kept = await KeepAsync(db, name.Trim(), command, ct);
            if (kept.Failed)
            {
                return kept;
            }
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>Another encoding, delimiter or header gives other columns; null when none changed.</summary>
    private async Task<Result<ProbedFile?>> ProbeAgainAsync(
        Import import,
        CsvFormat format,
        CancellationToken ct
    )
    {
        var now = import.Setup.Format;
        if (
            (format.Encoding, format.Delimiter, format.HasHeader)
            == (now.Encoding, now.Delimiter, now.HasHeader)
        )
        {
            return (ProbedFile?)null;
        }

        await using var file = storage.Open(import.FileKey);
        if (file is null)
        {
            return ImportErrors.FileGone;
        }

        var probed = await CsvProbe.ProbeAsync(file, format, ct);
        return probed.Failed ? probed.Error : CsvProbe.WithStyles(probed.Value);
    }

    private async Task<Result> KeepAsync(
        PortalDbContext db,
        string name,
        ConfigureImportCommand command,
        CancellationToken ct
    )
    {
        if (name.Length is 0 or > MaxName)
        {
            return ImportErrors.NameMissing;
        }

        var saved = await db.SavedMappings.SingleOrDefaultAsync(s => s.Name == name, ct);
        if (saved is null)
        {
            saved = new SavedMapping
            {
                Name = name,
                Mapping = command.Mapping,
                Options = command.Options,
                DateOrder = command.Format.DateOrder,
                DecimalMark = command.Format.DecimalMark,
            };
            db.SavedMappings.Add(saved);
        }

        (saved.Mapping, saved.Options) = (command.Mapping, command.Options);
        (saved.DateOrder, saved.DecimalMark) = (
            command.Format.DateOrder,
            command.Format.DecimalMark
        );
        saved.UpdatedAt = clock.GetUtcNow();
        return Result.Ok;
    }
}
