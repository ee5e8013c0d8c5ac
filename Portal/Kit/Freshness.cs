namespace Portal.Kit;

/// <summary>When a live figure is too old to be believed.</summary>
public static class Freshness
{
    /// <summary>Workers look twice a second; after a minute without it something is wrong.</summary>
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(1);

    public static bool IsStale(DateTimeOffset asOf, DateTimeOffset now) => now - asOf > StaleAfter;
}
