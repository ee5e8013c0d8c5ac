using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>The user's choices for an uploaded file.</summary>
public sealed record ConfigureImportCommand(
    ImportId Id,
    CsvFormat Format,
    ColumnMapping Mapping,
    ImportOptions Options
);

/// <summary>Takes the choices of the wizard; a report made before is void.</summary>
public sealed class ConfigureImport(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    ImportStorage storage
)
{
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
        return configured.Failed ? configured : await db.SaveAsync(ct);
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
}
