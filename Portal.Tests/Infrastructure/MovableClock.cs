namespace Portal.Tests.Infrastructure;

/// <summary>Starts at the real time and moves only when a test says so.</summary>
public sealed class MovableClock : TimeProvider
{
    private DateTimeOffset? _now = System.GetUtcNow();
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => _now ?? System.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by)
    {
        _now += by;
        _ahead += by;
    }

    public void Set(DateTimeOffset now) => _now = now;

    /// <summary>From now on it goes by the real time, for tests in which the order of moments counts.</summary>
    public void Run() => (_now, _ahead) = (null, TimeSpan.Zero);
}
