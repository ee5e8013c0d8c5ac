using System.Globalization;
using System.Runtime.InteropServices;
using Portal.Core.Kernel;

namespace Portal.Kit.Dates;

/// <summary>Days with one or both ends given, as a filter has them. In addresses: <c>2026-01-01..2026-01-31</c>, <c>..2026-01-31</c>, or a preset's key.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DaySpan(DateOnly? First, DateOnly? Last)
{
    public static DaySpan? Parse(string text, DateOnly today)
    {
        if (DatePreset.Find(text) is { } preset)
        {
            var range = preset.On(today);
            return new DaySpan(range.First, range.Last);
        }

        var ends = text.Split("..", 2);
        if (ends.Length != 2 || !TryEnd(ends[0], out var first) || !TryEnd(ends[1], out var last))
        {
            return null;
        }

        return (first ?? last) is null || first > last ? null : new DaySpan(first, last);
    }

    /// <summary>The range when both ends are given.</summary>
    public DateRange? Range =>
        First is { } first && Last is { } last ? new DateRange(first, last) : null;

    public override string ToString() => $"{Write(First)}..{Write(Last)}";

    /// <summary>For people: 1 Jan – 31 Jan 2026, since 1 Jan 2026.</summary>
    public string Words =>
        (First, Last) switch
        {
            ({ } first, { } last) when first == last => Day(first),
            ({ } first, { } last) when first.Year == last.Year =>
                $"{first.ToString("d MMM", CultureInfo.CurrentCulture)} – {Day(last)}",
            ({ } first, { } last) => $"{Day(first)} – {Day(last)}",
            ({ } first, null) => $"since {Day(first)}",
            (null, { } last) => $"until {Day(last)}",
            _ => "any day",
        };

    private static string Day(DateOnly day) =>
        day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    private static string Write(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static bool TryEnd(string text, out DateOnly? day)
    {
        day = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isDay = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var parsed
        );
        day = isDay ? parsed : null;
        return isDay;
    }
}
