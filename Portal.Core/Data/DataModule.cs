using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Portal.Core.Data;

internal static class DataModule
{
    /// <summary>
    /// PostgreSQL ends a transaction whose process says nothing for so long: one that is frozen, or on a
    /// machine that is cut off, would otherwise keep its rows, and the events of all, from everybody.
    /// Options of the connection string come after it and win.
    /// </summary>
    private const string EndAbandoned = "-c idle_in_transaction_session_timeout=30s";

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
            var builder = new NpgsqlDataSourceBuilder(connection);
            // Whoever takes a connection sets the tenant, the one setting that outlives a
            // transaction; DISCARD ALL would only forget what PostgreSQL knows of the schema.
            builder.ConnectionStringBuilder.NoResetOnClose = true;
            builder.ConnectionStringBuilder.Options =
                $"{EndAbandoned} {builder.ConnectionStringBuilder.Options}";
            return builder.Build();
        });
        services.AddSingleton<RedisConnection>();
        services.AddScoped<PortalConnections>();
        services.AddScoped<Idempotency.KeyedCall>().AddScoped<Idempotency.RemoveOldKeys>();
        services.AddSingleton<Seed.DemoSeed>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoOrders>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoWallets>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoCash>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoBooks>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoRefunds>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoWalletGifts>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoTerms>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoCategories>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoRules>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoPayoutAccounts>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoPayouts>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoDebts>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoStatements>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoChargebacks>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoRates>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoPictures>();
        services.AddScoped<Seed.IDemoStep, Seed.DemoCheckout>();
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
