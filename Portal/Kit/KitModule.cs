namespace Portal.Kit;

public static class KitModule
{
    public static IServiceCollection AddKit(this IServiceCollection services) =>
        services.AddScoped<Notices>().AddScoped<PortalScript>();
}
