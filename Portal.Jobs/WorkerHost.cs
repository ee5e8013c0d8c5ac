using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Portal.Core;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Jobs.Analytics;
using Portal.Jobs.Events;
using Portal.Jobs.Notifications;
using Portal.Jobs.Payments;
using Portal.Jobs.Running;
using Portal.Jobs.Scheduling;
using Portal.Jobs.Workflow;
using Quartz;

namespace Portal.Jobs;

/// <summary>
/// The worker process: a loop per queue, a loop per event consumer, the schedules, and the loops of
/// the modules. Ends within half a minute of SIGTERM, with nothing lost.
/// </summary>
public static class WorkerHost
{
    public static async Task<int> RunAsync(IReadOnlyList<JobQueue> queues, CancellationToken ct)
    {
        var builder = JobsHost.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Information);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        AddWorker(builder.Services, builder.Configuration, queues);
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        try
        {
            await host.StartAsync(CancellationToken.None);
        }
        catch (Exception) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop while it was still starting; what runs already is ended as usual.
            await host.StopAsync(CancellationToken.None);
            return ExitCodes.Done;
        }

        await host.WaitForShutdownAsync(ct);
        return ExitCodes.Done;
    }

    internal static void AddWorker(
        IServiceCollection services,
        IConfiguration configuration,
        IReadOnlyList<JobQueue> queues
    )
    {
        var options = new WorkerOptions();
        configuration.GetSection("Worker").Bind(options);
        options.Queues = queues;
        services.Configure<HostOptions>(o =>
        {
            o.ServicesStopConcurrently = true;
            o.ShutdownTimeout = TimeSpan.FromSeconds(28);
        });
        services.AddPortalTelemetry(configuration, "portal-worker");
        services.AddSingleton<ILoggerProvider, JobLogProvider>();
        services.AddSingleton(options);
        services.AddSingleton<CurrentWorker>();
        services.AddSingleton<IReadOnlyDictionary<string, JobDefinition>>(
            Schedule.All.ToDictionary(d => d.Kind, StringComparer.Ordinal)
        );
        services.AddSingleton<JobRunner>();
        services.AddScoped<EachTenant>();
        services.AddHostedService<HealthListener>();
        services.AddHostedService<WorkerPresence>();
        foreach (var queue in queues)
        {
            services.AddSingleton(p => ActivatorUtilities.CreateInstance<QueueLoop>(p, queue));
            services.AddSingleton<IHostedService>(p =>
                p.GetServices<QueueLoop>().Single(l => l.Queue == queue)
            );
        }

        var workflow = new WorkflowOptions();
        configuration.GetSection("Workflow").Bind(workflow);
        services.AddWorkflowLoops(workflow.MaxBatches);
        AddEventConsumers(services);
        services.AddHostedService<FollowWebhooksLoop>();
        services.AddHostedService<MailLoop>();
        services.AddHostedService<ProjectFiguresLoop>();
        AddSchedules(services);
    }

    private static void AddEventConsumers(IServiceCollection services)
    {
        foreach (
            var consumer in services.Where(s => s.ServiceType == typeof(IEventConsumer)).ToList()
        )
        {
            services.AddSingleton<IHostedService>(p =>
                ActivatorUtilities.CreateInstance<EventConsumerLoop>(
                    p,
                    consumer.ImplementationType!
                )
            );
        }
    }

    private static void AddSchedules(IServiceCollection services)
    {
        services.AddSingleton<DbDataSource>(p => p.GetRequiredService<NpgsqlDataSource>());
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(o => o.InstanceName = "portal");
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.UseRegisteredDataSource = true);
                store.ConfigureStore(o => o.TablePrefix = "jobs.qrtz_");
                store.UseClustering();
                store.UseSystemTextJsonSerializer();
            });
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        services.AddHostedService<ScheduleSync>();
    }
}
