using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public readonly record struct WorkerId(long Value) : IEntityId<WorkerId>
{
    public static WorkerId From(long value) => new(value);
}

/// <summary>A worker process, alive as long as it says so.</summary>
public sealed class JobWorker
{
    /// <summary>A worker that was silent for this long is taken for dead.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public WorkerId Id { get; private set; }

    public required string Host { get; init; }

    public required int ProcessId { get; init; }

    public required string Version { get; init; }

    /// <summary>The queues it serves, high first.</summary>
    public required List<string> Queues { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>It finishes what it has and takes nothing new.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Slots by queue as JSON: <c>{"high":{"limit":8,"running":3}}</c>.</summary>
    public required string Slots { get; init; }
}
