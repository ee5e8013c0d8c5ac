using Portal.Core.Tenancy.Contracts;

namespace Portal.Shell;

/// <summary>
/// The visitor's time zone: every instant is stored in UTC and shown through this. A business day is the tenant's, whose
/// days begin for everybody at the same instant.
/// </summary>
public sealed class UserClock(TimeProvider clock)
{
    private TenantSnapshot? _tenant;

    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public DateTimeOffset Now => ToLocal(clock.GetUtcNow());

    /// <summary>The day on the visitor's wall, to say "today" and "yesterday" of an instant.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.DateTime);

    /// <summary>The tenant's day: what filters and reports mean by "today".</summary>
    public DateOnly BusinessToday =>
        _tenant?.DayOf(clock.GetUtcNow()) ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>An unknown or missing zone leaves UTC in place.</summary>
    public void UseZone(string? zone)
    {
        if (zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found))
        {
            Zone = found;
        }
    }

    public void UseBusinessDaysOf(TenantSnapshot tenant) => _tenant = tenant;

    public DateTimeOffset ToLocal(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The instant a business day begins.</summary>
    public DateTimeOffset StartOf(DateOnly businessDay) =>
        _tenant?.StartOf(businessDay)
        ?? new DateTimeOffset(businessDay, TimeOnly.MinValue, TimeSpan.Zero);
}
