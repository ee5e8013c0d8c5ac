using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Kit;

namespace Portal.Areas.Admin.Jobs;

/// <summary>A job as the progress bar shows it.</summary>
public static class JobShape
{
    public static JobProgressView ProgressOf(JobRow job, DateTimeOffset now) =>
        ProgressOf(job.State, job.Phase, job.Done, job.Total, job.Took(now));

    public static JobProgressView ProgressOf(JobStanding job, DateTimeOffset now) =>
        ProgressOf(job.State, job.Phase, job.Done, job.Total, now - job.StartedAt);

    private static JobProgressView ProgressOf(
        JobRunState state,
        string? phase,
        long done,
        long? total,
        TimeSpan? took
    )
    {
        var seconds = took?.TotalSeconds ?? 0;
        var rate = seconds > 1 && done > 0 ? done / seconds : (double?)null;
        var left =
            rate is { } r && total is { } all && all > done
                ? TimeSpan.FromSeconds((all - done) / r)
                : (TimeSpan?)null;
        return new JobProgressView(
            StateOf(state),
            phase ?? EnumWords.ToLabel(state),
            done,
            total,
            "done",
            rate,
            left
        );
    }

    private static ProgressState StateOf(JobRunState state) =>
        state switch
        {
            JobRunState.Waiting => ProgressState.Waiting,
            JobRunState.Running => ProgressState.Running,
            JobRunState.Succeeded => ProgressState.Done,
            JobRunState.Cancelled => ProgressState.Cancelled,
            _ => ProgressState.Failed,
        };
}
