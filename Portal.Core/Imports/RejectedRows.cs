using System.Globalization;
using CsvHelper;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>
/// The rows that were not imported, as a file to mend and import again: the original columns, then
/// row, column, code and message. Streams from the source file, whatever its size.
/// </summary>
public sealed class RejectedRows(
    IDbContextFactory<PortalDbContext> contexts,
    ImportAccess access,
    ImportStorage storage
)
{
    private static readonly string[] Added = ["row", "column", "code", "message"];

    private sealed record Reason(int Line, string? Field, string Code, string? Value);

    /// <summary>
    /// The name to offer for the download. Refused when the import or its file is gone, so that a
    /// download says so before it has begun.
    /// </summary>
    public async Task<Result<string>> NameAsync(ImportId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await OpenAsync(db, id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        await using var file = found.Value.File;
        return $"rejected-{Path.GetFileNameWithoutExtension(found.Value.Import.FileName)}.csv";
    }

    /// <summary>Refused when the import or its file is gone.</summary>
    public async Task<Result> WriteAsync(ImportId id, Stream target, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await OpenAsync(db, id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var (import, source) = found.Value;
        await using var file = source;
        await using var rows = CsvRows.Open(file, import.Setup.Format);
        await using var writer = CsvWriter.Create(
            target,
            new CsvWriterOptions
            {
                Separator = import.Setup.Format.Delimiter,
                Injection = CsvInjection.Escape,
                ValidateFieldCount = false,
                WriteByteOrderMark = true,
            },
            true
        );
        await WriteRecordAsync(
            writer,
            [.. import.Preview.Columns.Select(column => column.Name), .. Added],
            ct
        );
        var reasons = db
            .Rejections.Where(r => r.ImportId == id)
            .OrderBy(r => r.Line)
            .Select(r => new Reason(r.Line, r.Field, r.Code, r.Value))
            .AsAsyncEnumerable();
        await foreach (var reason in reasons.WithCancellation(ct))
        {
            if (await FindAsync(rows, reason.Line, ct))
            {
                await WriteRecordAsync(writer, Record(import, rows, reason), ct);
            }
        }

        await writer.FlushAsync(ct);
        return Result.Ok;
    }

    private async Task<Result<(Import Import, Stream File)>> OpenAsync(
        PortalDbContext db,
        ImportId id,
        CancellationToken ct
    )
    {
        var import = await access
            .Readable(db, await access.ScopeAsync(ct))
            .SingleOrDefaultAsync(i => i.Id == id, ct);
        if (import is null)
        {
            return ImportErrors.NotFound;
        }

        return storage.Open(import.FileKey) is { } file ? (import, file) : ImportErrors.FileGone;
    }

    /// <summary>A stored reason in the words of this file.</summary>
    internal static RejectedRow Describe(
        Import import,
        int line,
        string? field,
        string code,
        string? value
    )
    {
        var column =
            Enum.TryParse<ImportField>(field, out var known)
            && import.Setup.Mapping.Columns.TryGetValue(known, out var name)
                ? name
                : null;
        var sentence = RowProblem.Find(code)?.Sentence ?? code;
        return new RejectedRow(
            line,
            column,
            code,
            string.IsNullOrEmpty(value) ? sentence : $"{sentence} Found: {value}"
        );
    }

    /// <summary>Both the reasons and the file are in the order of lines, so one pass finds all.</summary>
    private static async Task<bool> FindAsync(CsvRows rows, int line, CancellationToken ct)
    {
        while (rows.Line < line)
        {
            if (!await rows.ReadAsync(ct))
            {
                return false;
            }
        }

        return rows.Line == line;
    }

    private static IEnumerable<string> Record(Import import, CsvRows rows, Reason reason)
    {
        var described = Describe(import, reason.Line, reason.Field, reason.Code, reason.Value);
        var original = rows.Fields();
        var width = import.Preview.Columns.Count;
        return
        [
            .. Enumerable
                .Range(0, Math.Max(width, original.Length))
                .Select(at => at < original.Length ? original[at] : ""),
            described.Line.ToString(CultureInfo.InvariantCulture),
            described.Column ?? "",
            described.Code,
            described.Message,
        ];
    }

    private static async Task WriteRecordAsync(
        CsvWriter writer,
        IEnumerable<string> fields,
        CancellationToken ct
    )
    {
        foreach (var field in fields)
        {
            writer.WriteField(field);
        }

        await writer.EndRecordAsync(ct);
    }
}
