namespace Portal.Tests.Infrastructure;

/// <summary>Starts at the real time and moves only when a test says so.</summary>
public sealed class MovableClock : TimeProvider
{
    private DateTimeOffset _now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    public void Set(DateTimeOffset now) => _now = now;
}
