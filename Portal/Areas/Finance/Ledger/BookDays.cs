using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Areas.Finance.Ledger;

/// <summary>Days of a filter as the books are asked for them.</summary>
internal static class BookDays
{
    /// <summary>Earlier than any entry can be.</summary>
    private static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>An end that is not given is the beginning or the end of the books; null when there is no filter.</summary>
    public static DateRange? Of(DaySpan? span, DateOnly today)
    {
        if (span is not { } days)
        {
            return null;
        }

        var first = days.First ?? First;
        var last = days.Last ?? today;
        return new DateRange(first, last < first ? first : last);
    }
}
