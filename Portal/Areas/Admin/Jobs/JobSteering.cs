using Portal.Core.Jobs;

namespace Portal.Areas.Admin.Jobs;

/// <summary>The acts by which people steer jobs, together, because the pages of jobs offer all of them.</summary>
public sealed record JobSteering(
    RetryJob Retry,
    RetryFailedJobs RetryFailed,
    CancelJob Cancel,
    PauseQueue Pause,
    ClearQueue Clear,
    RunScheduleNow RunNow
);
