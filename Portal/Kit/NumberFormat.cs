using System.Globalization;

namespace Portal.Kit;

/// <summary>How counts, shares and spans are written for people.</summary>
public static class NumberFormat
{
    public static string Full(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>12.4K, 3.1M, 1.2B; smaller than a thousand as it is.</summary>
    public static string Short(decimal number)
    {
        var size = Math.Abs(number);
        var (divisor, suffix) = size switch
        {
            >= 1_000_000_000m => (1_000_000_000m, "B"),
            >= 1_000_000m => (1_000_000m, "M"),
            >= 1_000m => (1_000m, "K"),
            _ => (1m, ""),
        };
        return (number / divisor).ToString(
                divisor == 1m ? "0.##" : "0.#",
                CultureInfo.CurrentCulture
            ) + suffix;
    }

    /// <summary>0.0734 as 7.3 %.</summary>
    public static string Percent(decimal share) =>
        (share * 100m).ToString("0.#", CultureInfo.CurrentCulture) + "%";

    /// <summary>Two units at most: 2 h 5 min, 45 s, 320 ms.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            { TotalMilliseconds: < 1000 } => $"{span.TotalMilliseconds:0} ms",
            { TotalMinutes: < 1 } => $"{span.TotalSeconds:0.#} s",
            { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
            { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
            _ => $"{(int)span.TotalDays} d {span.Hours} h",
        };

    /// <summary>12.3 MB.</summary>
    public static string Bytes(long bytes) =>
        bytes switch
        {
            < 1024 => $"{bytes} B",
            < 1024 * 1024 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1024m:0.#} KB"),
            < 1024L * 1024 * 1024 => string.Create(
                CultureInfo.CurrentCulture,
                $"{bytes / 1024m / 1024m:0.#} MB"
            ),
            _ => string.Create(
                CultureInfo.CurrentCulture,
                $"{bytes / 1024m / 1024m / 1024m:0.##} GB"
            ),
        };
}
