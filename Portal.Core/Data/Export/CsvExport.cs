using System.Globalization;
using System.Text;

namespace Portal.Core.Data.Export;

/// <summary>Writes RFC 4180 CSV in UTF-8 with a mark, as spreadsheets of every country expect it.</summary>
public static class CsvExport
{
    /// <summary>
    /// What spreadsheets take for a formula when a text begins with it. An apostrophe before it keeps
    /// it text, so that a customer's name cannot run on the reader's machine.
    /// </summary>
    private static readonly char[] FormulaStarts = ['=', '+', '-', '@', '\t', '\r'];

    private static readonly char[] NeedQuotes = [',', '"', '\n', '\r'];

    /// <summary>Several tables are parted by an empty line and headed by their names.</summary>
    public static async Task WriteAsync(
        Stream target,
        IReadOnlyList<ExportTable> tables,
        CancellationToken ct
    )
    {
        await using var writer = Writer(target);
        foreach (var table in tables)
        {
            if (tables.Count > 1)
            {
                await writer.WriteLineAsync(Text(table.Name).AsMemory(), ct);
            }

            await WriteRowAsync(writer, table.Columns, ct);
            foreach (var row in table.Rows)
            {
                await WriteRowAsync(writer, row, ct);
            }

            if (table != tables[^1])
            {
                await writer.WriteLineAsync();
            }
        }
    }

    /// <summary>One table of any length, whose rows are written as they come.</summary>
    public static async Task WriteAsync(
        Stream target,
        IReadOnlyList<string> columns,
        IAsyncEnumerable<IReadOnlyList<object?>> rows,
        CancellationToken ct
    )
    {
        await using var writer = Writer(target);
        await WriteRowAsync(writer, columns, ct);
        await foreach (var row in rows.WithCancellation(ct))
        {
            await WriteRowAsync(writer, row, ct);
        }
    }

    /// <summary>A text that no spreadsheet runs.</summary>
    public static string Harmless(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0]) ? "'" + text : text;

    private static StreamWriter Writer(Stream target) =>
        new(target, new UTF8Encoding(true), leaveOpen: true) { NewLine = "\r\n" };

    private static Task WriteRowAsync(
        StreamWriter writer,
        IReadOnlyList<object?> row,
        CancellationToken ct
    ) => writer.WriteLineAsync(string.Join(',', row.Select(Cell)).AsMemory(), ct);

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            string text => Text(text),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Text(value.ToString() ?? ""),
        };

    private static string Text(string text)
    {
        var harmless = Harmless(text);
        return harmless.IndexOfAny(NeedQuotes) < 0
            ? harmless
            : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
