using System.Globalization;
using Portal.Core.Analytics;
using Portal.Core.Kernel;

namespace Portal.Api;

/// <summary>Reads a call's days, limits and ids, and collects every mistake with its field.</summary>
internal sealed class AnalyticsInput
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    private readonly Dictionary<string, string[]> _mistakes = new(StringComparer.Ordinal);
    private Error? _refusal;

    /// <summary>What is wrong with the call; null when nothing is.</summary>
    public Error? Problem =>
        _refusal ?? (_mistakes.Count > 0 ? Error.InvalidFields(_mistakes) : null);

    public async Task<DateOnly> TodayAsync(FigureQueries figures, CancellationToken ct)
    {
        var today = await figures.TodayAsync(ct);
        if (today.Failed)
        {
            _refusal = today.Error;
            return Earliest;
        }

        return today.Value;
    }

    public DateOnly Day(string field, string? text)
    {
        var isDay = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        if (isDay && day >= Earliest && day <= Latest)
        {
            return day;
        }

        _mistakes[field] = ["Must be a day as YYYY-MM-DD, e.g. 2026-03-31."];
        return Earliest;
    }

    public DateRange Range(string? start, string? end, DateOnly today)
    {
        var (first, last) = (Day("start_date", start), Day("end_date", end));
        if (_mistakes.Count > 0)
        {
            return new DateRange(today, today);
        }

        if (last < first)
        {
            _mistakes["end_date"] = ["Must not be before start_date."];
            return new DateRange(today, today);
        }

        var range = new DateRange(first, last);
        if (range.Days > FigureQueries.MaxRangeDays)
        {
            _mistakes["end_date"] =
            [
                $"A range has at most {FigureQueries.MaxRangeDays} days; this one has {range.Days}.",
            ];
        }

        return range;
    }

    public int Limit(string? text)
    {
        if (text is null)
        {
            return LeaderboardQueries.DefaultLimit;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= LeaderboardQueries.MaxLimit
        )
        {
            return limit;
        }

        _mistakes["limit"] = [$"Must be a number from 1 to {LeaderboardQueries.MaxLimit}."];
        return LeaderboardQueries.DefaultLimit;
    }

    public long Id(string field, string text)
    {
        if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id > 0
        )
        {
            return id;
        }

        _mistakes[field] = ["Must be a positive number."];
        return 0;
    }
}
