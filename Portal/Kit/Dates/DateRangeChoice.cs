using Portal.Core.Kernel;

namespace Portal.Kit.Dates;

public enum DateComparison
{
    /// <summary>The figures stand alone.</summary>
    None,

    /// <summary>The range of equal length just before.</summary>
    Previous,

    /// <summary>The same days one year earlier.</summary>
    YearBefore,
}

/// <summary>A range of days and what it is compared with, as chosen and as it stands in the address.</summary>
/// <param name="Text">A preset's key or <c>2026-01-01..2026-01-31</c>.</param>
/// <param name="Comparison">What the figures are set against.</param>
public sealed record DateRangeChoice(string Text, DateComparison Comparison)
{
    public static readonly DateRangeChoice Default = new("last-30", DateComparison.Previous);

    /// <summary>From the parameters <c>range</c> and <c>compare</c> of an address; whatever is wrong becomes the default.</summary>
    public static DateRangeChoice Of(string? range, string? compare, DateOnly today) =>
        new(
            range is not null && DaySpan.Parse(range, today) is { Range: not null }
                ? range
                : Default.Text,
            compare switch
            {
                "none" => DateComparison.None,
                "year" => DateComparison.YearBefore,
                _ => DateComparison.Previous,
            }
        );

    public string CompareText =>
        Comparison switch
        {
            DateComparison.None => "none",
            DateComparison.YearBefore => "year",
            _ => "previous",
        };

    public DateRange On(DateOnly today) =>
        DaySpan.Parse(Text, today)?.Range ?? DaySpan.Parse(Default.Text, today)!.Value.Range!.Value;

    /// <summary>The days to compare with; null without a comparison.</summary>
    public DateRange? ComparedOn(DateOnly today) =>
        Comparison switch
        {
            DateComparison.Previous => On(today).Previous(),
            DateComparison.YearBefore => On(today).YearBefore(),
            _ => null,
        };

    /// <summary>For people: the preset's name, or the days.</summary>
    public string Words(DateOnly today) =>
        DatePreset.Find(Text)?.Label ?? DaySpan.Parse(Text, today)?.Words ?? "";
}
