namespace Portal.Live;

public static class LiveModule
{
    public static IServiceCollection AddLive(this IServiceCollection services) =>
        services.AddSingleton<LiveFeed>().AddScoped<LiveUpdates>();
}
