using Portal.Core.Jobs;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Admin.Jobs;

/// <summary>What the jobs have to tell whoever may see them: schedules that did not run and fresh failures.</summary>
internal sealed class JobBellSource(JobQueries jobs, TimeProvider clock) : IBellSource
{
    /// <summary>What is older is found on the page of jobs.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    public async Task<IReadOnlyList<BellMessage>> NewestAsync(CancellationToken ct)
    {
        var schedules = await jobs.SchedulesAsync(ct);
        var failures = await jobs.FailuresAsync(ct);
        if (schedules.Failed || failures.Failed)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        return
        [
            .. schedules
                .Value.Where(s => s.MissedAt is not null)
                .Select(s => new BellMessage(
                    $"{s.Kind} did not run.",
                    "/jobs/schedules",
                    s.MissedAt!.Value,
                    "alert",
                    Tone.Warn
                )),
            .. failures
                .Value.Where(g => g.LastAt > now - Fresh)
                .Select(g => new BellMessage(
                    g.Count == 1
                        ? $"{g.Kind} failed."
                        : $"{g.Kind} failed {NumberFormat.Full(g.Count)} times.",
                    $"/jobs/{g.LastId.Value}",
                    g.LastAt,
                    "alert",
                    Tone.Bad
                )),
        ];
    }
}
