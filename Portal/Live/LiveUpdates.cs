using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Live;

/// <summary>
/// A circuit's live updates. A page subscribes to a topic of its tenant and is told when it moved: at most twice a second
/// however fast it moves, and every few seconds anyway, so that a lost signal or a missing Redis only makes it slower.
/// </summary>
public sealed class LiveUpdates(LiveFeed feed, CurrentTenant tenant, TimeProvider clock)
{
    public static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Lists are asked for with their counts, which costs more than a figure.</summary>
    public static readonly TimeSpan PauseOfLists = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Ends with the answer's disposal. Never calls <paramref name="changed"/> while a call of it still runs.</summary>
    /// <param name="topic">One of <see cref="LiveSignals"/>.</param>
    /// <param name="changed">Looks again.</param>
    /// <param name="pause">Between two calls at least; <see cref="ShortestPause"/> when not given.</param>
    public IDisposable Subscribe(string topic, Func<Task> changed, TimeSpan? pause = null)
    {
        var watch = new LiveWatch(changed, clock, pause ?? ShortestPause);
        watch.ListenTo(feed.Listen(LiveSignals.Everyone, topic, watch.Signal));
        if (tenant.IdOrNone is { } id)
        {
            watch.ListenTo(feed.Listen(id, topic, watch.Signal));
        }

        return watch;
    }
}
