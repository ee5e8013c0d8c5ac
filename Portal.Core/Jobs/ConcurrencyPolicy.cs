namespace Portal.Core.Jobs;

/// <summary>How many jobs of one queue a worker runs at once: a number that follows the backlog.</summary>
/// <param name="Min">Slots when there is nothing to do.</param>
/// <param name="Max">Never more, whatever waits.</param>
public sealed record ConcurrencyPolicy(int Min, int Max)
{
    /// <summary>How long a new backlog should take to be worked off, when the queue's jobs take what they took lately.</summary>
    public TimeSpan Target { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The next number of slots. Grows to what the backlog needs, at most doubling per step; shrinks
    /// by one per step, so that a short lull does not throw away what the next burst needs.
    /// </summary>
    /// <param name="current">Slots now.</param>
    /// <param name="backlog">Jobs that could start now, the running ones included.</param>
    /// <param name="average">How long a job of the queue took lately.</param>
    public int Next(int current, long backlog, TimeSpan average)
    {
        var perSlot = Math.Max(
            1,
            Target.TotalMilliseconds / Math.Max(10, average.TotalMilliseconds)
        );
        var wanted = (int)Math.Clamp(Math.Ceiling(backlog / perSlot), Min, Max);
        var next =
            wanted > current ? Math.Min(wanted, current * 2)
            : wanted < current ? current - 1
            : current;
        return Math.Clamp(next, Min, Max);
    }
}
