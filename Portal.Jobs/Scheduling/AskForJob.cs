using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Jobs;
using Portal.Jobs.Running;
using Quartz;

namespace Portal.Jobs.Scheduling;

/// <summary>
/// What Quartz runs: it puts the job of a schedule into its queue and ends. Quartz decides when, one
/// worker of the cluster at a time; the queue decides where, how often again, and how long.
/// </summary>
internal sealed class AskForJob(IServiceScopeFactory scopes, TimeProvider clock) : IJob
{
    public const string Group = "schedules";

    public async ValueTask Execute(
        IJobExecutionContext context,
        CancellationToken cancellationToken = default
    )
    {
        var definition = Schedule.All.FirstOrDefault(d => d.Kind == context.Trigger.Key.Name);
        if (definition?.Cron is not { } cron)
        {
            return;
        }

        // The time of the schedule rather than of the trigger: a trigger that comes late, or twice
        // after a crash, still stands for the same time, and one time makes one job.
        if (SchedulePolicy.LatestAt(cron, definition.Zone, clock.GetUtcNow()) is { } due)
        {
            await using var scope = scopes.CreatePlatformScope();
            await scope
                .ServiceProvider.GetRequiredService<WorkerRegistry>()
                .EnqueueScheduledAsync(definition.Kind, due, cancellationToken);
        }
    }
}
