using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Kit;

namespace Portal.Areas.Admin.Jobs;

/// <summary>A job as the progress bar shows it.</summary>
public static class JobShape
{
    public static JobProgressView ProgressOf(JobRow job, DateTimeOffset now)
    {
        var seconds = job.Took(now)?.TotalSeconds ?? 0;
        var rate = seconds > 1 && job.Done > 0 ? job.Done / seconds : (double?)null;
        var left =
            rate is { } r && job.Total is { } total && total > job.Done
                ? TimeSpan.FromSeconds((total - job.Done) / r)
                : (TimeSpan?)null;
        return new JobProgressView(
            StateOf(job.State),
            job.Phase ?? EnumWords.ToLabel(job.State),
            job.Done,
            job.Total,
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
