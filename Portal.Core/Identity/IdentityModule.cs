using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Preferences;

namespace Portal.Core.Identity;

internal static class IdentityModule
{
    public static IServiceCollection AddIdentityModule(this IServiceCollection services) =>
        services.AddScoped<Actor>().AddScoped<CurrentUser>().AddPreferences();
}
