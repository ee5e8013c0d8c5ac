using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Imports.Running;

namespace Portal.Core.Imports;

internal static class ImportsModule
{
    public static IServiceCollection AddImports(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<ImportRetention>()
            .Bind(configuration.GetSection("Imports"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<ImportStorage>()
            .AddScoped<ImportAccess>()
            .AddScoped<ImportJobs>()
            .AddScoped<UploadImport>()
            .AddScoped<ConfigureImport>()
            .AddScoped<SaveMapping>()
            .AddScoped<RemoveMapping>()
            .AddScoped<StartCheck>()
            .AddScoped<StartImport>()
            .AddScoped<CancelImport>()
            .AddScoped<ImportLoading>()
            .AddScoped<CheckImport>()
            .AddScoped<RunImport>()
            .AddScoped<RejectedRows>()
            .AddScoped<CleanUpImports>()
            .AddScoped<ImportQueries>();
    }
}
