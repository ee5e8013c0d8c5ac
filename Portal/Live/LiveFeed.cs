using System.Collections.Concurrent;
using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Live;

/// <summary>
/// The process's ear on Redis: one subscription per tenant and topic, however many circuits listen to it. Without Redis
/// it stays silent and the circuits fall back on their timers.
/// </summary>
public sealed class LiveFeed(LiveSignals signals)
{
    private readonly ConcurrentDictionary<(TenantId Tenant, string Topic), Listeners> _topics =
        new();

    public IDisposable Listen(TenantId tenant, string topic, Action heard) =>
        _topics.GetOrAdd((tenant, topic), key => new Listeners(key, signals)).Add(heard);

    /// <summary>
    /// A topic once heard stays subscribed: there are a handful per tenant, and unsubscribing would race with the next
    /// page. The subscription starts with the first listener, so that a lost race in GetOrAdd subscribes nothing.
    /// </summary>
    private sealed class Listeners
    {
        private readonly ConcurrentDictionary<Guid, Action> _actions = new();
        private readonly Lazy<Task> _subscription;

        public Listeners((TenantId Tenant, string Topic) key, LiveSignals signals) =>
            _subscription = new(() => signals.ListenAsync(key.Tenant, key.Topic, Tell));

        public IDisposable Add(Action heard)
        {
            var key = Guid.NewGuid();
            _actions[key] = heard;
            _ = _subscription.Value;
            return new Ending(() => _actions.TryRemove(key, out _));
        }

        private void Tell()
        {
            foreach (var action in _actions.Values)
            {
                action();
            }
        }
    }
}
