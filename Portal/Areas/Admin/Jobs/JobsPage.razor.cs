using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Kit;
using Portal.Kit.Charts;
using Portal.Shell;

namespace Portal.Areas.Admin.Jobs;

public partial class JobsPage
{
    /// <summary>More than a screen of running jobs is read in the list.</summary>
    private const int MostRunning = 20;

    private IReadOnlyList<JobFailureGroup> _failures = [];
    private IReadOnlyList<ScheduleView> _missed = [];
    private JobOverview? _overview;
    private IReadOnlyList<JobRow> _running = [];
    private IReadOnlyList<StalledConsumer> _stalled = [];

    [Inject]
    public required JobQueries Jobs { get; init; }

    [Inject]
    public required JobSteering Steering { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    protected override async Task OnInitializedAsync()
    {
        Watch(LiveSignals.Jobs, LoadAsync);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var overview = await Jobs.OverviewAsync(Stopping);
        if (overview.Failed)
        {
            Notices.Refuse(overview.Error);
            return;
        }

        var running = await Jobs.ListAsync(
            new JobFilter([JobRunState.Running]),
            new PageRequest(Size: MostRunning),
            Stopping
        );
        var failures = await Jobs.FailuresAsync(Stopping);
        var schedules = await Jobs.SchedulesAsync(Stopping);
        var stalled = await Jobs.StalledConsumersAsync(Stopping);
        _running = running.Failed ? [] : running.Value.Rows;
        _failures = failures.Failed ? [] : failures.Value;
        _missed = schedules.Failed ? [] : [.. schedules.Value.Where(s => s.MissedAt is not null)];
        _stalled = stalled.Failed ? [] : stalled.Value;
        _overview = overview.Value;
    }

    private Task PauseAsync(QueueView queue) =>
        RunAsync(
            ct => Steering.Pause.HandleAsync(new(queue.Queue, !queue.IsPaused), ct),
            done: queue.IsPaused
                ? $"{EnumWords.ToLabel(queue.Queue)} goes on."
                : $"{EnumWords.ToLabel(queue.Queue)} is paused; what runs goes on.",
            then: LoadAsync,
            undo: ct => Steering.Pause.HandleAsync(new(queue.Queue, queue.IsPaused), ct)
        );

    private Task ClearAsync(JobQueue queue) =>
        RunAsync(
            ct => Steering.Clear.HandleAsync(new(queue), ct),
            done: count =>
                count == 1
                    ? "1 waiting job cancelled."
                    : $"{NumberFormat.Full(count)} waiting jobs cancelled.",
            then: _ => LoadAsync()
        );

    private Task RetryAsync(JobFailureGroup group) =>
        RunAsync(
            ct => Steering.RetryFailed.HandleAsync(new(group.Cause, group.Kind), ct),
            done: BackInTheirQueues,
            then: _ => LoadAsync()
        );

    private Task RetryAllAsync() =>
        RunAsync(
            ct => Steering.RetryFailed.HandleAsync(new(), ct),
            done: BackInTheirQueues,
            then: _ => LoadAsync()
        );

    private static string BackInTheirQueues(int count) =>
        count == 1
            ? "1 job is back in its queue."
            : $"{NumberFormat.Full(count)} jobs are back in their queues.";

    private IReadOnlyList<string> Minutes(JobOverview overview) =>
        [.. overview.LastHour.Select(m => $"{Clock.ToLocal(m.At):HH:mm}")];

    private static IReadOnlyList<ChartSeries> Series(JobOverview overview) =>
        [
            new("Succeeded", [.. overview.LastHour.Select(m => (decimal)m.Succeeded)]),
            new("Failed", [.. overview.LastHour.Select(m => (decimal)m.Failed)], Tone: Tone.Bad),
        ];
}
