using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Data;
using Portal.Core.Jobs;
using Portal.Jobs.Running;
using Quartz;

namespace Portal.Jobs.Scheduling;

/// <summary>Makes Quartz's triggers and the stored schedules those of <see cref="Schedule"/>, at every start.</summary>
internal sealed class ScheduleSync(
    ISchedulerFactory factory,
    IServiceScopeFactory scopes,
    ILogger<ScheduleSync> logger
) : WorkerLoop(scopes, logger)
{
    private bool _isDone;

    protected override TimeSpan LongestPause => TimeSpan.FromMinutes(5);

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        if (_isDone)
        {
            return false;
        }

        var timed = Schedule.All.Where(d => d.Cron is not null).ToList();
        await services
            .GetRequiredService<WorkerRegistry>()
            .SyncSchedulesAsync(
                [
                    .. timed.Select(d => new ListedSchedule(
                        d.Kind,
                        d.Queue,
                        d.Cron!,
                        d.Zone.Id,
                        d.Description
                    )),
                ],
                ct
            );
        var scheduler = await factory.GetScheduler(ct);
        await SyncTriggersAsync(scheduler, timed);
        _isDone = true;
        return false;
    }

    /// <summary>
    /// Takes no token: Quartz rolls a call back under the token that cancelled it, which fails and is
    /// logged as an error. The calls are few and short.
    /// </summary>
    private static async Task SyncTriggersAsync(
        IScheduler scheduler,
        IReadOnlyCollection<JobDefinition> timed
    )
    {
        var job = JobBuilder
            .Create<AskForJob>()
            .WithIdentity(nameof(AskForJob), AskForJob.Group)
            .StoreDurably()
            .Build();
        var triggers = timed.Select(d =>
            TriggerBuilder
                .Create()
                .WithIdentity(d.Kind, AskForJob.Group)
                .WithDescription(d.Description)
                .WithExecutionGroup(SnakeCase.Of(d.Queue))
                .ForJob(job)
                .WithSchedule(
                    CronScheduleBuilder
                        .Create(new CronExpression(d.Cron!, d.Zone))
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
                )
                .Build()
        );
        var old = await scheduler.GetTriggerKeys(
            GroupMatcher<TriggerKey>.GroupEquals(AskForJob.Group)
        );
        var gone = old.Where(k => timed.All(d => d.Kind != k.Name)).ToList();
        await scheduler.UnscheduleJobs(gone);
        await scheduler.ScheduleJob(job, [.. triggers], new ScheduleJobOptions { Replace = true });
    }
}
