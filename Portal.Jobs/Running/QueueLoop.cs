using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;

namespace Portal.Jobs.Running;

/// <summary>
/// Serves one queue: claims as many jobs as it has slots, renews what it holds, and moves the number
/// of slots with the backlog. Queues have loops of their own, so a full one delays no other.
/// </summary>
internal sealed partial class QueueLoop(
    JobQueue queue,
    WorkerOptions options,
    CurrentWorker worker,
    JobRunner runner,
    IServiceScopeFactory scopes,
    ILogger<QueueLoop> logger
) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailureWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<JobRunId, HeldRun> _held = new();
    private readonly ConcurrentDictionary<JobRunId, Task> _tasks = new();
    private readonly SemaphoreSlim _slotFreed = new(0);
    private readonly ConcurrencyPolicy _policy = options.Slots[queue];
    private TimeSpan _average = TimeSpan.FromSeconds(1);
    private long _renewedAt;

    public JobQueue Queue => queue;

    public QueueSlots Slots => new(_held.Count, Limit, _policy.Min, _policy.Max);

    private int Limit { get; set; } = options.Slots[queue].Min;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Poll;
            try
            {
                await using var scope = scopes.CreatePlatformScope();
                var runs = scope.ServiceProvider.GetRequiredService<RunQueue>();
                await RenewAsync(runs, stoppingToken);
                pause = await ClaimAsync(runs, stoppingToken) ? TimeSpan.Zero : Poll;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // The edge of the loop: it logs once and goes on, whatever broke.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailure(e, queue);
                pause = FailureWait;
            }

            try
            {
                await _slotFreed.WaitAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await DrainAsync();
    }

    public override void Dispose()
    {
        _slotFreed.Dispose();
        base.Dispose();
    }

    private async Task<bool> ClaimAsync(RunQueue runs, CancellationToken ct)
    {
        var free = Limit - _held.Count;
        if (free <= 0)
        {
            return false;
        }

        // Not the stopping token: a claim that has been made must also be known here.
        var claimed = await runs.ClaimAsync(queue, free, worker.Id, CancellationToken.None);
        foreach (var run in claimed)
        {
            Start(run, ct);
        }

        return claimed.Count == free;
    }

    private void Start(ClaimedRun run, CancellationToken draining)
    {
        var held = new HeldRun(run, new JobContext(run, TimeProvider.System, draining));
        _held[run.Id] = held;
        _tasks[run.Id] = Task.Run(
            async () =>
            {
                var watch = Stopwatch.StartNew();
                try
                {
                    await runner.RunAsync(held);
                }
                finally
                {
                    _average = _average * 0.8 + watch.Elapsed * 0.2;
                    _held.TryRemove(run.Id, out _);
                    _tasks.TryRemove(run.Id, out _);
                    held.Dispose();
                    _slotFreed.Release();
                }
            },
            CancellationToken.None
        );
    }

    /// <summary>Once a second: leases, progress, logs, cancellations, and the number of slots.</summary>
    private async Task RenewAsync(RunQueue runs, CancellationToken ct)
    {
        if (Stopwatch.GetElapsedTime(_renewedAt) < RenewEvery)
        {
            return;
        }

        _renewedAt = Stopwatch.GetTimestamp();
        var held = _held.Values.ToList();
        if (held.Count > 0)
        {
            var lines = held.SelectMany(h => h.Context.TakeLines()).ToList();
            if (lines.Count > 0)
            {
                await runs.WriteLogAsync(lines, ct);
            }

            var still = await runs.RenewAsync(
                [.. held.Select(h => (h.Run, h.Context.Progress))],
                ct
            );
            foreach (var run in held)
            {
                Heed(run, still);
            }
        }

        var backlog = _held.Count + await runs.CountWaitingAsync(queue, ct);
        Limit = _policy.Next(Limit, backlog, _average);
    }

    private void Heed(HeldRun run, IReadOnlyDictionary<JobRunId, bool> still)
    {
        if (!_held.ContainsKey(run.Run.Id))
        {
            return;
        }

        if (!still.TryGetValue(run.Run.Id, out var isCancelRequested))
        {
            run.GiveUp();
        }
        else if (isCancelRequested)
        {
            run.Cancel();
        }
    }

    /// <summary>Running jobs may end; those that cannot in time are handed back to the queue.</summary>
    private async Task DrainAsync()
    {
        var watch = Stopwatch.StartNew();
        while (!_tasks.IsEmpty && watch.Elapsed < options.DrainFor)
        {
            try
            {
                await using var scope = scopes.CreatePlatformScope();
                await RenewAsync(
                    scope.ServiceProvider.GetRequiredService<RunQueue>(),
                    CancellationToken.None
                );
            }
            catch (System.Data.Common.DbException e)
            {
                LogFailure(e, queue);
            }

            await Task.WhenAny(Task.WhenAll(_tasks.Values), Task.Delay(Poll));
        }

        foreach (var run in _held.Values)
        {
            run.GiveUp();
        }

        await Task.WhenAny(Task.WhenAll(_tasks.Values), Task.Delay(TimeSpan.FromSeconds(8)));
    }

    [LoggerMessage(LogLevel.Error, "Serving queue {Queue} failed; it goes on.")]
    private partial void LogFailure(Exception e, JobQueue queue);
}
