using Portal.Core.Tenancy.Contracts;

namespace Portal.Live;

/// <summary>
/// A circuit's live updates. A page subscribes to a topic of its tenant and is told when it moved: at most twice a second
/// however fast it moves, and every few seconds anyway, so that a lost signal or a missing Redis only makes it slower.
/// </summary>
public sealed class LiveUpdates(LiveFeed feed, CurrentTenant tenant, TimeProvider clock)
{
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Ends with the answer's disposal. Never calls <paramref name="changed"/> while a call of it still runs.</summary>
    public IDisposable Subscribe(string topic, Func<Task> changed)
    {
        var watch = new LiveWatch(changed, clock);
        return tenant.IdOrNone is { } id ? watch.With(feed.Listen(id, topic, watch.Signal)) : watch;
    }
}
