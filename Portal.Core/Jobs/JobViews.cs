using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

/// <summary>What the list of jobs is asked for; null or empty means any.</summary>
/// <param name="Text">Part of a kind, the number of a job, or of what it is about.</param>
public sealed record JobFilter(
    IReadOnlyList<JobRunState>? States = null,
    IReadOnlyList<JobQueue>? Queues = null,
    string? Kind = null,
    string? Cause = null,
    string? Text = null,
    JobAbout? About = null
);

/// <summary>A job in a list.</summary>
public sealed record JobRow(
    JobRunId Id,
    JobQueue Queue,
    string Kind,
    JobRunState State,
    int Attempt,
    string? AboutKind,
    long? AboutId,
    long Done,
    long? Total,
    string? Phase,
    string? Cause,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset RunAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt
)
{
    /// <summary>How long the last attempt took, or takes so far.</summary>
    public TimeSpan? Took(DateTimeOffset now) => StartedAt is { } at ? (EndedAt ?? now) - at : null;
}

/// <summary>One job with everything that is kept of it.</summary>
public sealed record JobDetail(
    JobRow Row,
    string Arguments,
    string? Error,
    int Losses,
    bool IsCancelRequested,
    WorkerId? Worker,
    string? Schedule,
    IReadOnlyList<JobLogRow> Log
);

public sealed record JobLogRow(int Attempt, DateTimeOffset At, string Level, string Message);

/// <summary>Failed jobs with the same cause.</summary>
public sealed record JobFailureGroup(
    string Cause,
    string Kind,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    JobRunId LastId
);

/// <summary>One queue now. Counts are over all tenants.</summary>
/// <param name="Later">Waiting for their time: between two attempts, or asked for later.</param>
/// <param name="Slots">How many all workers together may run at once now, and between which limits that moves.</param>
public sealed record QueueView(
    JobQueue Queue,
    long Waiting,
    long Later,
    long Running,
    TimeSpan LongestWait,
    QueueSlots Slots,
    bool IsPaused,
    string? PausedBy,
    DateTimeOffset? PausedAt
);

/// <summary>A worker that lives.</summary>
public sealed record WorkerView(
    WorkerId Id,
    string Host,
    int ProcessId,
    string Version,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeenAt,
    bool IsStopping,
    IReadOnlyDictionary<string, QueueSlots> Slots
);

/// <summary>What ended in one minute.</summary>
public sealed record JobMinute(DateTimeOffset At, long Succeeded, long Failed);

/// <summary>A schedule with its last and next time.</summary>
/// <param name="MissedAt">When it should have run and did not; null when all is well.</param>
public sealed record ScheduleView(
    string Kind,
    string Description,
    JobQueue Queue,
    string Cron,
    string TimeZone,
    DateTimeOffset? NextAt,
    DateTimeOffset? LastDueAt,
    DateTimeOffset? MissedAt,
    JobRunId? LastRunId,
    JobRunState? LastState,
    TimeSpan? LastTook
);

/// <summary>The first screen: are we healthy?</summary>
public sealed record JobOverview(
    IReadOnlyList<QueueView> Queues,
    IReadOnlyList<WorkerView> Workers,
    IReadOnlyList<JobMinute> LastHour,
    long FailedParked,
    TimeSpan LongestRuntime,
    DateTimeOffset AsOf
)
{
    public long EndedLastHour => LastHour.Sum(m => m.Succeeded + m.Failed);

    public long FailedLastHour => LastHour.Sum(m => m.Failed);

    public JobMinute? BusiestMinute => LastHour.MaxBy(m => m.Succeeded + m.Failed);

    public QueueView? LongestWaiting =>
        Queues.Where(q => q.LongestWait > TimeSpan.Zero).MaxBy(q => q.LongestWait);
}
