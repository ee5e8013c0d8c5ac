using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Jobs.Running;

namespace Portal.Jobs.Events;

/// <summary>Feeds one consumer of the event log. Each has a loop of its own, so a broken one delays no other.</summary>
internal sealed class EventConsumerLoop(
    Type consumer,
    IServiceScopeFactory scopes,
    ILogger<EventConsumerLoop> logger
) : WorkerLoop(scopes, logger)
{
    protected override string Name => $"Event consumer {consumer.Name}";

    protected override TimeSpan ShortestPause => TimeSpan.FromMilliseconds(25);

    protected override TimeSpan LongestPause => TimeSpan.FromMilliseconds(250);

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        var reader = services.GetRequiredService<EventReader>();
        var found = services.GetServices<IEventConsumer>().Single(c => c.GetType() == consumer);
        // Only a full batch is followed at once: events that gather in a short pause are folded together,
        // which costs a consumer of figures far less than many small batches.
        return await reader.RunOnceAsync(found, ct) == EventReader.BatchSize;
    }
}
