using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Identity.Preferences;

internal static class PreferencesModule
{
    public static IServiceCollection AddPreferences(this IServiceCollection services) =>
        services
            .AddScoped<PreferenceQueries>()
            .AddScoped<SaveView>()
            .AddScoped<RemoveView>()
            .AddScoped<SaveTableLayout>()
            .AddScoped<MarkMessagesSeen>();
}
