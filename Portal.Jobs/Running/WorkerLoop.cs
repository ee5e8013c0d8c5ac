using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Data;

namespace Portal.Jobs.Running;

/// <summary>
/// Something the worker does over and over, e.g. reading events: at once while there is work, with
/// growing pauses while there is none, and with longer ones while it fails. It never ends the worker.
/// </summary>
public abstract partial class WorkerLoop(IServiceScopeFactory scopes, ILogger logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstFailureWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFailureWait = TimeSpan.FromSeconds(60);

    /// <summary>A database that comes back is to find its workers soon.</summary>
    private static readonly TimeSpan LongestAbsenceWait = TimeSpan.FromSeconds(5);

    /// <summary>The pause after a first look that found nothing; each further one is twice as long.</summary>
    protected virtual TimeSpan ShortestPause => TimeSpan.FromMilliseconds(50);

    protected virtual TimeSpan LongestPause => TimeSpan.FromMilliseconds(500);

    /// <summary>For the log.</summary>
    protected virtual string Name => GetType().Name;

    /// <summary>One step, in a scope over all tenants. True when there may be more to do at once.</summary>
    protected abstract Task<bool> StepAsync(IServiceProvider services, CancellationToken ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, failures) = (ShortestPause, 0);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreatePlatformScope();
                var hasMore = await StepAsync(scope.ServiceProvider, stoppingToken);
                pause = hasMore ? TimeSpan.Zero : Longer(pause, ShortestPause, LongestPause);
                failures = 0;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A step torn off by the stop fails in whatever way its library chooses, and is repeated at the next start.
            catch (Exception e) when (stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogTornOff(e, Name);
                return;
            }
#pragma warning disable CA1031 // The edge of the loop: it logs once and goes on, whatever broke.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failures++;
                pause = Longer(
                    failures == 1 ? TimeSpan.Zero : pause,
                    FirstFailureWait,
                    AvailabilityPolicy.IsAway(e) ? LongestAbsenceWait : LongestFailureWait
                );
                LogFailure(e, Name, failures, pause.TotalSeconds);
            }

            await Task.Delay(pause, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan shortest, TimeSpan longest) =>
        TimeSpan.FromMilliseconds(
            Math.Clamp(
                pause.TotalMilliseconds * 2,
                shortest.TotalMilliseconds,
                longest.TotalMilliseconds
            )
        );

    [LoggerMessage(
        LogLevel.Error,
        "{Loop} failed for the {Times}. time in a row; next try in {Seconds} s."
    )]
    private partial void LogFailure(Exception e, string loop, int times, double seconds);

    [LoggerMessage(LogLevel.Debug, "{Loop} was stopped in the middle of a step.")]
    private partial void LogTornOff(Exception e, string loop);
}
