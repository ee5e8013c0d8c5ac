using Quartz;

namespace Portal.Core.Jobs;

/// <summary>When a schedule is due and whether it missed its time.</summary>
public static class SchedulePolicy
{
    /// <summary>How late a schedule may be before it counts as "did not run".</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    /// <summary>The next time after an instant; null when there is none.</summary>
    public static DateTimeOffset? NextAfter(
        string cron,
        TimeZoneInfo zone,
        DateTimeOffset instant
    ) => new CronExpression(cron, zone).GetNextValidTimeAfter(instant);

    /// <summary>The latest time at or before an instant.</summary>
    public static DateTimeOffset? LatestAt(
        string cron,
        TimeZoneInfo zone,
        DateTimeOffset instant
    ) => new CronExpression(cron, zone).GetPreviousValidTimeBefore(instant.AddSeconds(1));

    /// <summary>The time a schedule should have run and did not; null when all is well.</summary>
    /// <param name="cron">Its times.</param>
    /// <param name="zone">Their zone.</param>
    /// <param name="knownSince">Times before it were never due.</param>
    /// <param name="lastDueAt">The last time for which a job was asked for.</param>
    /// <param name="now">The present.</param>
    public static DateTimeOffset? MissedAt(
        string cron,
        TimeZoneInfo zone,
        DateTimeOffset knownSince,
        DateTimeOffset? lastDueAt,
        DateTimeOffset now
    )
    {
        var due = LatestAt(cron, zone, now - Tolerance);
        var isMissed = due > knownSince && (lastDueAt is null || lastDueAt < due);
        return isMissed ? due : null;
    }
}
