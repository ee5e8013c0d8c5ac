namespace Portal.Core.Data.Seed;

/// <summary>Books what the demo has at the time it is of.</summary>
internal sealed class StoppedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
