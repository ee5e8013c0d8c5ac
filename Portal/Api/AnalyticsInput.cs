using Portal.Core.Analytics;
using Portal.Core.Kernel;

namespace Portal.Api;

/// <summary>What only the calls for figures read: the tenant's today, ranges, lengths of boards.</summary>
internal static class AnalyticsInput
{
    public static async Task<DateOnly> TodayAsync(
        this ApiInput input,
        FigureQueries figures,
        CancellationToken ct
    )
    {
        var today = await figures.TodayAsync(ct);
        if (today.Failed)
        {
            input.Refuse(today.Error);
            return default;
        }

        return today.Value;
    }

    public static DateRange Range(this ApiInput input, string? start, string? end, DateOnly today)
    {
        var (first, last) = (input.Day("start_date", start), input.Day("end_date", end));
        if (input.Problem is null && last < first)
        {
            input.Mistake("end_date", "Must not be before start_date.");
        }

        if (input.Problem is not null)
        {
            return new DateRange(today, today);
        }

        var range = new DateRange(first, last);
        if (range.Days > FigureQueries.MaxRangeDays)
        {
            input.Mistake(
                "end_date",
                $"A range has at most {FigureQueries.MaxRangeDays} days; this one has {range.Days}."
            );
        }

        return range;
    }

    public static int Limit(this ApiInput input, string? text) =>
        input.Number("limit", text, LeaderboardQueries.DefaultLimit, LeaderboardQueries.MaxLimit);
}
