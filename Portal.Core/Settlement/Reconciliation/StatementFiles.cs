using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Reads files of statements: CAMT.053 of banks, CSV of banks and gateways. Nothing but the file decides which it is.</summary>
public static class StatementFiles
{
    public const int MaxBytes = 32 << 20;
    public const int MaxLines = 200_000;

    /// <summary>Every statement of the file, each adding up; or why it is refused, with the row.</summary>
    public static async Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(
        Stream file,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(file);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await file.ReadAsync(buffer, ct)) > 0)
        {
            if (content.Length + read > MaxBytes)
            {
                return ReconciliationErrors.TooLarge;
            }

            content.Write(buffer, 0, read);
        }

        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        var statements = IsXml(bytes.Span) ? Camt053File.Read(bytes) : StatementCsv.Read(bytes);
        if (statements.Failed)
        {
            return statements;
        }

        if (statements.Value.Count == 0)
        {
            return ReconciliationErrors.Empty;
        }

        foreach (var statement in statements.Value)
        {
            var check = statement.Check();
            if (check.Failed)
            {
                return check.Error;
            }
        }

        return statements;
    }

    /// <summary>
    /// An amount as files write it, e.g. <c>-1204.50</c>: a point, no groups, no more decimals than the currency has.
    /// </summary>
    internal static bool TryAmount(string? text, Currency currency, out long minor)
    {
        minor = 0;
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (
            text is null
            || text.Length > 20
            || !decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var major)
        )
        {
            return false;
        }

        var exact = major * currency.MinorPerMajor;
        if (exact != decimal.Truncate(exact) || Math.Abs(exact) > 10_000_000_000_000m)
        {
            return false;
        }

        minor = (long)exact;
        return true;
    }

    internal static bool TryDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(
            text is { Length: > 10 } ? text[..10] : text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out day
        );

    /// <summary>Text for people, cut to what is kept.</summary>
    internal static string? Cut(string? text, int length)
    {
        var trimmed = text?.Trim();
        return string.IsNullOrEmpty(trimmed) ? null
            : trimmed.Length > length ? trimmed[..length].TrimEnd()
            : trimmed;
    }

    private static bool IsXml(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8).StartsWith("<"u8);
    }
}
