namespace Portal.Kit;

public enum ProgressState
{
    /// <summary>In the queue; a worker takes it next.</summary>
    Waiting,

    /// <summary>A worker is on it.</summary>
    Running,

    /// <summary>Ended as wished.</summary>
    Done,

    /// <summary>Ended with a problem that someone has to look at.</summary>
    Failed,

    /// <summary>Someone stopped it.</summary>
    Cancelled,
}

/// <summary>How far a long piece of work is, for <see cref="JobProgress"/>.</summary>
/// <param name="Phase">What it is doing now: Reading, Checking, Writing orders.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; null while unknown.</param>
/// <param name="Unit">What is counted: rows, orders.</param>
/// <param name="PerSecond">Rate over the last while; null while unknown.</param>
/// <param name="TimeLeft">Estimate; null while unknown.</param>
public sealed record JobProgressView(
    ProgressState State,
    string Phase,
    long Done,
    long? Total,
    string Unit = "rows",
    double? PerSecond = null,
    TimeSpan? TimeLeft = null
)
{
    /// <summary>0 to 100; null while the total is unknown.</summary>
    public int? Percent =>
        State is ProgressState.Done ? 100
        : Total is > 0 ? (int)Math.Clamp(Done * 100 / Total.Value, 0, 100)
        : null;
}
