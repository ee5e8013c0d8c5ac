using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Shell;

namespace Portal.Areas.Admin.Jobs;

/// <summary>
/// Running jobs that are about something a person asked for, such as an import, for the top bar of whoever may see jobs.
/// What runs by the clock is left out: it would come and go all day.
/// </summary>
internal sealed class RunningJobsSource(JobQueries jobs, TimeProvider clock) : IRunningWorkSource
{
    private const int MostShown = 5;
    private static readonly JobFilter Running = new(States: [JobRunState.Running]);

    public async Task<IReadOnlyList<RunningWork>> RunningAsync(CancellationToken ct)
    {
        var found = await jobs.ListAsync(Running, new PageRequest(), ct);
        if (found.Failed)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        return
        [
            .. found
                .Value.Rows.Where(job => job.AboutKind is not null)
                .Take(MostShown)
                .Select(job => new RunningWork(
                    job.Kind,
                    $"/jobs/{job.Id.Value}",
                    JobShape.ProgressOf(job, now)
                )),
        ];
    }
}
