using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

/// <summary>A job that runs by the clock. Workers keep these rows equal to the list in their code.</summary>
public sealed class JobSchedule
{
    /// <summary>The kind of job it asks for.</summary>
    public required string Kind { get; init; }

    public required JobQueue Queue { get; set; }

    public required string Cron { get; set; }

    /// <summary>IANA name of the zone the cron times are in.</summary>
    public required string TimeZone { get; set; }

    /// <summary>For people: what it does.</summary>
    public required string Description { get; set; }

    /// <summary>Known since; times before it were never due.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last time of the schedule for which a job was put into the queue.</summary>
    public DateTimeOffset? LastDueAt { get; private set; }
}
