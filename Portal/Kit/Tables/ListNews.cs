using Portal.Core.Kernel;

namespace Portal.Kit.Tables;

/// <summary>
/// What has become of a list since its rows were drawn. Rows keep their places, so that nothing moves under the reader's
/// pointer; only what they say is brought up to date.
/// </summary>
/// <param name="Shown">The rows in their places.</param>
/// <param name="NewRows">How many more there are now; 0 when it is not more of them that differ.</param>
/// <param name="HasMoved">Asked anew, the list would show other rows, or these in another order.</param>
internal sealed record ListNews<TRow>(Page<TRow> Shown, long NewRows, bool HasMoved)
{
    public static ListNews<TRow> Between(
        Page<TRow> shown,
        Page<TRow> found,
        Func<TRow, string> keyOf
    )
    {
        var isSame =
            shown.Rows.Count == 0
            || shown
                .Rows.Select(keyOf)
                .SequenceEqual(found.Rows.Select(keyOf), StringComparer.Ordinal);
        if (isSame)
        {
            return new(found, 0, false);
        }

        var now = found.Rows.ToDictionary(keyOf, StringComparer.Ordinal);
        var known = shown.Rows.Select(keyOf).ToHashSet(StringComparer.Ordinal);
        var inPlace = shown with
        {
            Rows = [.. shown.Rows.Select(row => now.GetValueOrDefault(keyOf(row)) ?? row)],
        };
        return new(
            inPlace,
            shown.IsTotalExact && found.IsTotalExact
                ? Math.Max(0, found.Total - shown.Total)
                : now.Keys.Count(key => !known.Contains(key)),
            true
        );
    }
}
