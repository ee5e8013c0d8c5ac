using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Jobs;

/// <summary>
/// One piece of work: its place in the queue, its lease while it runs and, afterwards, its history.
/// Workers move it by <see cref="RunQueue"/>; people by the acts of this module.
/// </summary>
public sealed class JobRun : ITenantOwned, IShownLive
{
    /// <summary>Tenant of the platform's own jobs: no tenant has this id, so only the platform sees them.</summary>
    public static readonly TenantId Platform = new(0);

    string IShownLive.LiveTopic => LiveSignals.Jobs;

    public required JobRunId Id { get; init; }

    public TenantId TenantId { get; set; }

    public required JobQueue Queue { get; init; }

    public required string Kind { get; init; }

    /// <summary>JSON of the job's own record.</summary>
    public required string Arguments { get; init; }

    public string? AboutKind { get; init; }

    public long? AboutId { get; init; }

    public string? OnlyOne { get; init; }

    /// <summary>The schedule that asked for it, when no person did.</summary>
    public string? Schedule { get; init; }

    /// <summary>The time of the schedule it stands for; unique per schedule, so a firing happens once.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    public PersonId? RequestedById { get; init; }

    public required string RequestedBy { get; init; }

    public JobRunState State { get; private set; }

    /// <summary>Not before this instant; later than now between two attempts.</summary>
    public required DateTimeOffset RunAt { get; set; }

    /// <summary>Number of the current or last attempt; 0 before the first.</summary>
    public int Attempt { get; private set; }

    /// <summary>How often in a row a worker vanished with it, without any progress in between.</summary>
    public int Losses { get; private set; }

    public WorkerId? WorkerId { get; private set; }

    /// <summary>Fencing token: only the worker that has it may write the outcome.</summary>
    public Guid? LeaseToken { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Somebody asked the running job to stop; its worker sees it at the next renewal.</summary>
    public bool IsCancelRequested { get; private set; }

    public long ProgressDone { get; private set; }

    public long? ProgressTotal { get; private set; }

    public string? ProgressPhase { get; private set; }

    public string? Error { get; private set; }

    /// <summary>The error without what differs from case to case; failures are grouped by it.</summary>
    public string? Cause { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Puts a parked or cancelled job back into its queue with all its attempts. Refuses any other.</summary>
    public Result Retry(DateTimeOffset now)
    {
        if (State is not (JobRunState.Failed or JobRunState.Cancelled))
        {
            return JobErrors.NotParked;
        }

        (State, RunAt, Attempt, Losses) = (JobRunState.Waiting, now, 0, 0);
        (EndedAt, IsCancelRequested) = (null, false);
        return Result.Ok;
    }

    /// <summary>Takes a waiting job off its queue, or asks a running one to stop. Refuses ended ones.</summary>
    public Result Cancel(DateTimeOffset now)
    {
        switch (State)
        {
            case JobRunState.Waiting:
                (State, EndedAt) = (JobRunState.Cancelled, now);
                return Result.Ok;
            case JobRunState.Running:
                IsCancelRequested = true;
                return Result.Ok;
            default:
                return JobErrors.AlreadyEnded;
        }
    }
}
