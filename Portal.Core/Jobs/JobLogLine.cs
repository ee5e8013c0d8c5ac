using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Jobs;

public readonly record struct JobLogLineId(long Value) : IEntityId<JobLogLineId>
{
    public static JobLogLineId From(long value) => new(value);
}

/// <summary>One line a job wrote while it ran; kept as long as the job.</summary>
public sealed class JobLogLine : ITenantOwned
{
    public JobLogLineId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required JobRunId RunId { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Level { get; init; }

    public required string Message { get; init; }
}
