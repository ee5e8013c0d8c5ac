using Portal.Core.Kernel;

namespace Portal.Core.Jobs;

public static class JobErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "jobs.not_found",
        "This job does not exist."
    );

    public static readonly Error NotParked = Error.Conflict(
        "jobs.not_parked",
        "Only a failed or cancelled job can be retried."
    );

    public static readonly Error AlreadyEnded = Error.Conflict(
        "jobs.already_ended",
        "This job has already ended."
    );

    public static readonly Error ScheduleNotFound = Error.NotFound(
        "jobs.schedule_not_found",
        "This schedule does not exist."
    );

    public static readonly Error AlreadyWaiting = Error.Conflict(
        "jobs.already_waiting",
        "This job is already waiting or running."
    );
}
