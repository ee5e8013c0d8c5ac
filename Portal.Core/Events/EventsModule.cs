using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Events;

internal static class EventsModule
{
    public static IServiceCollection AddEvents(this IServiceCollection services) =>
        services
            .AddScoped<EventReader>()
            .AddScoped<Contracts.TimelineReader>()
            .AddSingleton<Contracts.LiveSignals>()
            .AddSingleton<IInterceptor, SignalInterceptor>();
}
