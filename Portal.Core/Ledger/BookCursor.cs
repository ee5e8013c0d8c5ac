using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger;

/// <summary>Where a list by time goes on: from this row, towards older ones or towards newer ones.</summary>
/// <param name="Line">0 in lists of entries.</param>
internal sealed record BookCursor(
    DateTime BookedAt,
    long EntryId,
    short Line,
    bool IsTowardsNewer = false
)
{
    private const string Newer = "newer";

    /// <summary>Before the newest row there can be.</summary>
    public static readonly BookCursor Newest = new(
        DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        long.MaxValue,
        short.MaxValue
    );

    public string Encode() =>
        string.Create(CultureInfo.InvariantCulture, $"{BookedAt.Ticks}-{EntryId}-{Line}")
        + (IsTowardsNewer ? $"-{Newer}" : "");

    /// <summary>Null for a text this class did not make.</summary>
    public static BookCursor? TryDecode(string? text)
    {
        var parts = text?.Split('-');
        return
            parts is [var ticks, var entry, var line, ..]
            && parts.Length <= 4
            && (parts.Length == 3 || parts[3] == Newer)
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTime.MaxValue.Ticks
            && long.TryParse(entry, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && short.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new BookCursor(new DateTime(at, DateTimeKind.Utc), id, number, parts.Length == 4)
            : null;
    }

    /// <summary>The page that starts here.</summary>
    /// <param name="found">The newest first, with one row more than the page takes when there are more.</param>
    /// <param name="page">What was asked for.</param>
    /// <param name="at">Where a row stands.</param>
    /// <param name="total">How many rows match, counted up to one beyond <see cref="PageRequest.CountLimit"/>.</param>
    public Page<T> ToPage<T>(List<T> found, PageRequest page, Func<T, BookCursor> at, long total)
    {
        var hasMore = found.Count > page.Take;
        if (hasMore)
        {
            found.RemoveAt(IsTowardsNewer ? 0 : page.Take);
        }

        var hasOlder = found.Count > 0 && (IsTowardsNewer || hasMore);
        var hasNewer = found.Count > 0 && (IsTowardsNewer ? hasMore : this != Newest);
        return new Page<T>(
            found,
            Math.Min(total, PageRequest.CountLimit),
            total <= PageRequest.CountLimit,
            hasOlder ? at(found[^1]).Encode() : null,
            hasNewer ? (at(found[0]) with { IsTowardsNewer = true }).Encode() : null
        );
    }
}
