using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

internal static class TenancyModule
{
    public static IServiceCollection AddTenancy(this IServiceCollection services) =>
        services
            .AddScoped<CurrentTenant>()
            .AddSingleton<KnownTenants>()
            .AddScoped<TenantReader>()
            .AddScoped<TenantQueries>()
            .AddScoped<CreateTenant>()
            .AddScoped<SuspendTenant>()
            .AddScoped<ReopenTenant>();
}
