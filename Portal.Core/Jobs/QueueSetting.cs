using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

/// <summary>What people decided about a queue. A queue without a row is not paused.</summary>
public sealed class QueueSetting : IShownLive
{
    string IShownLive.LiveTopic => LiveSignals.Jobs;

    public required JobQueue Queue { get; init; }

    public bool IsPaused { get; private set; }

    public string? PausedBy { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    /// <summary>Nothing of the queue starts until it is continued; what runs goes on.</summary>
    public void Pause(string by, DateTimeOffset now)
    {
        if (!IsPaused)
        {
            (IsPaused, PausedBy, PausedAt) = (true, by, now);
        }
    }

    public void Continue() => (IsPaused, PausedBy, PausedAt) = (false, null, null);
}
