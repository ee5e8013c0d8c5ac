using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;

namespace Portal.Jobs.Running;

/// <summary>Configuration section <c>Worker</c>, and what the command line says.</summary>
public sealed class WorkerOptions
{
    /// <summary>The queues this worker serves.</summary>
    public IReadOnlyList<JobQueue> Queues { get; set; } =
    [JobQueue.High, JobQueue.Standard, JobQueue.Low];

    /// <summary>Slots of each queue in this process: at least and at most.</summary>
    public Dictionary<JobQueue, ConcurrencyPolicy> Slots { get; } =
        new()
        {
            [JobQueue.High] = new(5, 20) { Target = TimeSpan.FromSeconds(1) },
            [JobQueue.Standard] = new(2, 10),
            [JobQueue.Low] = new(1, 4),
        };

    /// <summary>How long running jobs may go on after the worker was asked to stop; then they are handed back.</summary>
    public TimeSpan DrainFor { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Where to answer <c>/health/live</c> and <c>/health/ready</c>, e.g. <c>http://127.0.0.1:8091</c>; nowhere when empty.</summary>
    public string? HealthUrl { get; set; }
}
