using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core.Data;
using Portal.Core.Jobs;

namespace Portal.Jobs.Running;

/// <summary>
/// Tells the database every few seconds that this worker lives, and takes back the jobs of workers
/// that no longer do. The first hosted service to start and the last to stop.
/// </summary>
internal sealed partial class WorkerPresence(
    WorkerOptions options,
    CurrentWorker worker,
    IEnumerable<QueueLoop> queues,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime lifetime,
    ILogger<WorkerPresence> logger
) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(3);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreatePlatformScope();
        worker.Register(
            await scope
                .ServiceProvider.GetRequiredService<WorkerRegistry>()
                .RegisterAsync(
                    Environment.MachineName,
                    Environment.ProcessId,
                    Version,
                    options.Queues,
                    cancellationToken
                )
        );
        lifetime.ApplicationStopping.Register(worker.Stop);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await queues.WhenDrainedAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreatePlatformScope();
            await scope
                .ServiceProvider.GetRequiredService<WorkerRegistry>()
                .ForgetAsync(worker.Id, cancellationToken);
        }
        catch (System.Data.Common.DbException e)
        {
            // Silence says the same, some seconds later.
            LogFailure(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreatePlatformScope();
                await scope
                    .ServiceProvider.GetRequiredService<WorkerRegistry>()
                    .BeatAsync(worker.Id, worker.IsStopping, Slots(), stoppingToken);
                var recovered = await scope
                    .ServiceProvider.GetRequiredService<RunQueue>()
                    .RecoverAsync(stoppingToken);
                if (recovered > 0)
                {
                    LogRecovered(recovered);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The edge of the loop: it logs once and goes on, whatever broke.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailure(e);
            }

            await Task.Delay(Beat, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string Version =>
        typeof(WorkerPresence)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "unknown";

    private Dictionary<string, QueueSlots> Slots() =>
        queues.ToDictionary(q => SnakeCase.Of(q.Queue), q => q.Slots, StringComparer.Ordinal);

    [LoggerMessage(
        LogLevel.Error,
        "Telling the database that this worker lives failed; it goes on."
    )]
    private partial void LogFailure(Exception e);

    [LoggerMessage(LogLevel.Warning, "{Count} jobs of vanished workers are back in their queues.")]
    private partial void LogRecovered(int count);
}
