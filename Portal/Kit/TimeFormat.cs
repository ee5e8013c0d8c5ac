using System.Globalization;

namespace Portal.Kit;

/// <summary>
/// How instants are written for people, in the visitor's zone. The day always stands there: a page
/// stays open past midnight, and "today" or a bare time would then tell of another day.
/// </summary>
public static class TimeFormat
{
    /// <summary>Of today 21 Nov, 14:03:59; of this year 21 Nov, 14:03; of another 21 Nov 2025, 14:03.</summary>
    public static string Short(DateTimeOffset local, DateOnly today) =>
        Written(
            local,
            DateOnly.FromDateTime(local.DateTime) == today ? "d MMM, HH:mm:ss"
                : local.Year == today.Year ? "d MMM, HH:mm"
                : "d MMM yyyy, HH:mm"
        );

    /// <summary>Saturday 21 November 2026, 14:03:59 +00:00.</summary>
    public static string Exact(DateTimeOffset local) =>
        Written(local, "dddd d MMMM yyyy, HH:mm:ss zzz");

    /// <summary>5 min ago, for the last day; older ones and those to come as <see cref="Short"/>.</summary>
    public static string Ago(DateTimeOffset local, DateTimeOffset now) =>
        (now - local) switch
        {
            { TotalSeconds: >= 0 and < 45 } => "just now",
            { TotalSeconds: > 0, TotalMinutes: < 60 } age =>
                $"{Math.Max(1, (int)age.TotalMinutes)} min ago",
            { TotalSeconds: > 0, TotalHours: < 24 } age => $"{(int)age.TotalHours} h ago",
            _ => Short(local, DateOnly.FromDateTime(now.DateTime)),
        };

    private static string Written(DateTimeOffset local, string format) =>
        local.ToString(format, CultureInfo.CurrentCulture);
}
