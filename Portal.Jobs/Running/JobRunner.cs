using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Running;

/// <summary>Runs one claimed job in a scope of its own and writes what came of it.</summary>
internal sealed partial class JobRunner(
    IServiceScopeFactory scopes,
    IReadOnlyDictionary<string, JobDefinition> definitions,
    ILogger<JobRunner> logger
)
{
    /// <summary>What a job that ignores its cancellation gets on top of its time before it is given up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="held">The job and the reasons for which it may have to stop.</param>
    public async Task RunAsync(HeldRun held)
    {
        JobContext.Current = held.Context;
        var run = held.Run;
        using var activity = JobTelemetry.Start(run);
        var watch = Stopwatch.StartNew();
        var outcome = await TryAsync(held);
        JobTelemetry.Ended(run, outcome.Name, watch.Elapsed);
        activity?.SetTag("outcome", outcome.Name);
        await WriteAsync(held, outcome);
    }

    private async Task<RunOutcome> TryAsync(HeldRun held)
    {
        if (!definitions.TryGetValue(held.Run.Kind, out var definition))
        {
            return RunOutcome.Refused($"This worker knows no job of kind {held.Run.Kind}.");
        }

        using var limit = new CancellationTokenSource(definition.TimeLimit);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, held.Stop);
        try
        {
            var result = await ExecuteAsync(definition, held, stop.Token)
                .WaitAsync(definition.TimeLimit + Grace, CancellationToken.None);
            return result.Failed ? RunOutcome.Refused(result.Error.Message) : RunOutcome.Done;
        }
        catch (OperationCanceledException)
            when (held.Stop.IsCancellationRequested || held.Context.Draining.IsCancellationRequested
            )
        {
            return held.IsCancelRequested ? RunOutcome.Cancelled : RunOutcome.HandedBack;
        }
        catch (Exception e)
            when (e is OperationCanceledException or TimeoutException
                && limit.IsCancellationRequested
            )
        {
            return RunOutcome.Threw(
                $"The job did not end within its limit of {definition.TimeLimit.TotalSeconds} s.",
                definition.Retry.WaitAfter(held.Run.Attempt, Random.Shared.NextDouble())
            );
        }
#pragma warning disable CA1031 // The edge of every job: whatever it throws is recorded and decides its retry.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailure(e, held.Run.Id.Value, held.Run.Kind, held.Run.Attempt);
            return RunOutcome.Threw(
                e,
                definition.Retry.WaitAfter(held.Run.Attempt, Random.Shared.NextDouble())
            );
        }
    }

    private async Task<Result> ExecuteAsync(
        JobDefinition definition,
        HeldRun held,
        CancellationToken ct
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var tenant = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
        if (held.Run.Tenant == JobRun.Platform)
        {
            tenant.EnterPlatform();
        }
        else
        {
            tenant.Enter(held.Run.Tenant);
        }

        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
        var job = (IPortalJob)
            ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, definition.Type);
        return await job.RunAsync(held.Context, ct);
    }

    /// <summary>
    /// Writes the outcome. When the database does not answer for a while, the lease runs out and the
    /// job is run again, which it has to bear anyway.
    /// </summary>
    private async Task WriteAsync(HeldRun held, RunOutcome outcome)
    {
        using var giveUp = new CancellationTokenSource(RunQueue.Lease);
        while (true)
        {
            try
            {
                await using var scope = scopes.CreatePlatformScope();
                var queue = scope.ServiceProvider.GetRequiredService<RunQueue>();
                var lines = held.Context.TakeLines().ToList();
                if (lines.Count > 0)
                {
                    await queue.WriteLogAsync(lines, giveUp.Token);
                }

                if (!await outcome.WriteAsync(queue, held, giveUp.Token))
                {
                    LogLost(held.Run.Id.Value, held.Run.Kind, outcome.Name);
                }

                return;
            }
            catch (Exception e)
                when (e
                        is System.Data.Common.DbException
                            or TimeoutException
                            or OperationCanceledException
                )
            {
                LogNotWritten(e, held.Run.Id.Value, held.Run.Kind, outcome.Name);
                if (giveUp.IsCancellationRequested)
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Job {Id} ({Kind}) failed in attempt {Attempt}.")]
    private partial void LogFailure(Exception e, long id, string kind, int attempt);

    [LoggerMessage(
        LogLevel.Warning,
        "Job {Id} ({Kind}) {Outcome}, but its lease was lost meanwhile."
    )]
    private partial void LogLost(long id, string kind, string outcome);

    [LoggerMessage(
        LogLevel.Warning,
        "Job {Id} ({Kind}) {Outcome}, which could not be written yet."
    )]
    private partial void LogNotWritten(Exception e, long id, string kind, string outcome);
}
