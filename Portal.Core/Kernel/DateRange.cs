namespace Portal.Core.Kernel;

/// <summary>Whole business days, first and last included.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
public readonly record struct DateRange
{
    public DateRange(DateOnly first, DateOnly last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        (First, Last) = (first, last);
    }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>The range of equal length that ends the day before this one begins.</summary>
    public DateRange Previous() => new(First.AddDays(-Days), First.AddDays(-1));

    /// <summary>The same days one year earlier; 29 February becomes 28 February.</summary>
    public DateRange YearBefore() => new(First.AddYears(-1), Last.AddYears(-1));

    public static DateRange LastDays(DateOnly today, int days) =>
        new(today.AddDays(1 - days), today);
}
