using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Areas.Finance.Wallets;

/// <summary>The days of a statement, as its address names them: both ends, or the month so far.</summary>
internal static class StatementDays
{
    public static DaySpan Of(string? days, DateOnly today) =>
        days is not null && DaySpan.Parse(days, today) is { Range: not null } span
            ? span
            : new DaySpan(new DateOnly(today.Year, today.Month, 1), today);

    public static DateRange RangeOf(string? days, DateOnly today) => Of(days, today).Range!.Value;
}
