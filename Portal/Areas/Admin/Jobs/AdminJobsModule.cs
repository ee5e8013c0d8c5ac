using Portal.Shell;

namespace Portal.Areas.Admin.Jobs;

public static class AdminJobsModule
{
    public static IServiceCollection AddJobPages(this IServiceCollection services) =>
        services.AddScoped<JobSteering>().AddScoped<IBellSource, JobBellSource>();
}
