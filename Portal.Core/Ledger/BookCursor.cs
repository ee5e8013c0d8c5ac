using System.Globalization;

namespace Portal.Core.Ledger;

/// <summary>Where the next page of a list by time goes on: after this row, towards older ones.</summary>
/// <param name="Line">0 in lists of entries.</param>
internal sealed record BookCursor(DateTime BookedAt, long EntryId, short Line)
{
    /// <summary>Before the newest row there can be.</summary>
    public static readonly BookCursor Newest = new(
        DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        long.MaxValue,
        short.MaxValue
    );

    public string Encode() =>
        string.Create(CultureInfo.InvariantCulture, $"{BookedAt.Ticks}-{EntryId}-{Line}");

    /// <summary>Null for a text this class did not make.</summary>
    public static BookCursor? TryDecode(string? text)
    {
        var parts = text?.Split('-');
        return
            parts is [var ticks, var entry, var line]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks
            && long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && short.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new BookCursor(new DateTime(at, DateTimeKind.Utc), id, number)
            : null;
    }
}
