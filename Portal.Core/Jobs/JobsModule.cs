using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

internal static class JobsModule
{
    public static IServiceCollection AddJobs(this IServiceCollection services) =>
        services
            .AddScoped<JobRequests>()
            .AddScoped<JobProgressReader>()
            .AddScoped<RunQueue>()
            .AddScoped<WorkerRegistry>()
            .AddScoped<JobAccess>()
            .AddScoped<JobQueries>()
            .AddScoped<SystemHealth>()
            .AddScoped<RetryJob>()
            .AddScoped<RetryFailedJobs>()
            .AddScoped<CancelJob>()
            .AddScoped<PauseQueue>()
            .AddScoped<ClearQueue>()
            .AddScoped<RunScheduleNow>();
}
