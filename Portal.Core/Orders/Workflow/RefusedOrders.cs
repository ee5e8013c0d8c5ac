using System.Collections.Concurrent;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// Orders the database lets nobody change, not even to write down why. This process leaves them
/// alone for a while, because a claim takes the oldest first and they would stay the oldest.
/// </summary>
public sealed class RefusedOrders(TimeProvider clock)
{
    private static readonly TimeSpan LeftAloneFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _until = new();

    public void LeaveAlone(long orderId) => _until[orderId] = clock.GetUtcNow() + LeftAloneFor;

    public long[] Ids()
    {
        var now = clock.GetUtcNow();
        foreach (var over in _until.Where(u => u.Value <= now).ToList())
        {
            _until.TryRemove(over);
        }

        return [.. _until.Keys];
    }
}
