using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;

namespace Portal.Jobs.Running;

/// <summary>One kind of job: its class, its limits and, when it runs by the clock, its times.</summary>
/// <param name="Kind">What requests name it by, <c>module.verb</c>.</param>
/// <param name="Type">The class, an <see cref="IPortalJob"/>.</param>
/// <param name="Queue">Where it waits when the clock asks for it.</param>
/// <param name="Description">For people: what it does.</param>
public sealed record JobDefinition(string Kind, Type Type, JobQueue Queue, string Description)
{
    /// <summary>An attempt that takes longer is stopped and counts as failed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(300);

    public RetryPolicy Retry { get; init; } = RetryPolicy.Standard;

    /// <summary>Quartz cron, seconds first; null for jobs that only acts ask for.</summary>
    public string? Cron { get; init; }

    /// <summary>Zone of the cron times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public static JobDefinition Of<T>(string kind, JobQueue queue, string description)
        where T : class, IPortalJob => new(kind, typeof(T), queue, description);
}
