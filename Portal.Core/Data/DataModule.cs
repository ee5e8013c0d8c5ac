using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Portal.Core.Data;

internal static class DataModule
{
    public static IServiceCollection AddData(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddSingleton(_ =>
        {
            var connection =
                configuration.GetConnectionString("Portal")
                ?? throw new InvalidOperationException(
                    "ConnectionStrings:Portal is not set; it names the database, as role portal_app."
                );
            return new NpgsqlDataSourceBuilder(connection)
            {
                // Whoever takes a connection sets the tenant, the one setting that outlives a
                // transaction; DISCARD ALL would only forget what PostgreSQL knows of the schema.
                ConnectionStringBuilder = { NoResetOnClose = true },
            }.Build();
        });
        services.AddSingleton<RedisConnection>();
        services.AddScoped<PortalConnections>();
        services.AddSingleton<Seed.DemoSeed>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoOrders>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoPictures>();
        services.AddDbContextFactory<PortalDbContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), ConfigureNpgsql)
                    .AddInterceptors(new TenantConnectionInterceptor())
                    .AddInterceptors(provider.GetServices<IInterceptor>()),
            ServiceLifetime.Scoped
        );
        return services;
    }

    internal static void ConfigureNpgsql(NpgsqlDbContextOptionsBuilder npgsql) =>
        npgsql.MigrationsHistoryTable("migrations", "data").SetPostgresVersion(15, 0);
}
