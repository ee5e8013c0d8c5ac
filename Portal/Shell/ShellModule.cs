using Portal.Areas.Admin.Jobs;
using Portal.Areas.Seller.Orders;

namespace Portal.Shell;

public static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services) =>
        services
            .AddScoped<UserClock>()
            .AddScoped<OwnMenu>()
            .AddScoped<IPaletteSource, OrderPaletteSource>()
            .AddScoped<IRunningWorkSource, RunningJobsSource>();

    public static void MapShell(this WebApplication app) => app.MapPaletteApi();
}
