using Portal.Core.Kernel;

namespace Portal.Kit.Dates;

/// <summary>A range of days named relative to today, so that a shared address still means "last 30 days" next week.</summary>
/// <param name="Key">As it stands in addresses.</param>
/// <param name="Label">For people.</param>
/// <param name="On">The days it means on a given today.</param>
public sealed record DatePreset(string Key, string Label, Func<DateOnly, DateRange> On)
{
    public static readonly IReadOnlyList<DatePreset> All =
    [
        new("today", "Today", today => new(today, today)),
        new("yesterday", "Yesterday", today => new(today.AddDays(-1), today.AddDays(-1))),
        new("last-7", "Last 7 days", today => DateRange.LastDays(today, 7)),
        new("last-30", "Last 30 days", today => DateRange.LastDays(today, 30)),
        new("last-90", "Last 90 days", today => DateRange.LastDays(today, 90)),
        new("this-month", "This month", today => new(FirstOfMonth(today), today)),
        new(
            "last-month",
            "Last month",
            today => new(FirstOfMonth(today).AddMonths(-1), FirstOfMonth(today).AddDays(-1))
        ),
        new("this-year", "This year", today => new(new DateOnly(today.Year, 1, 1), today)),
    ];

    public static DatePreset? Find(string key) => All.FirstOrDefault(preset => preset.Key == key);

    private static DateOnly FirstOfMonth(DateOnly day) => new(day.Year, day.Month, 1);
}
