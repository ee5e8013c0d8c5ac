namespace Portal.Core.Jobs;

/// <summary>How often a job that threw is tried again, and how far apart.</summary>
/// <param name="Attempts">In all, the first included; then the job is parked.</param>
/// <param name="FirstWait">Before the second attempt; each further wait is three times as long.</param>
/// <param name="LongestWait">No wait is longer.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan FirstWait, TimeSpan LongestWait)
{
    /// <summary>Share of a wait by which it is scattered, so that jobs that failed together do not return together.</summary>
    private const double Jitter = 0.2;

    public static readonly RetryPolicy Standard = new(
        5,
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMinutes(10)
    );

    /// <summary>For schedules that come again soon anyway.</summary>
    public static readonly RetryPolicy Once = new(1, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>How long to wait after an attempt that failed; null when it was the last one.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="draw">A random number between 0 and 1.</param>
    public TimeSpan? WaitAfter(int attempt, double draw)
    {
        if (attempt >= Attempts)
        {
            return null;
        }

        var wait = Math.Min(
            FirstWait.TotalMilliseconds * Math.Pow(3, attempt - 1),
            LongestWait.TotalMilliseconds
        );
        return TimeSpan.FromMilliseconds(wait * (1 - Jitter + 2 * Jitter * draw));
    }
}
