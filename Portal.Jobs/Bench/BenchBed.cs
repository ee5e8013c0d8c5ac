using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy;
using Portal.Core.Tenancy.Contracts;
using Portal.Jobs.Running;

namespace Portal.Jobs.Bench;

/// <summary>What benchmarks work on: the services of the worker, and the database as its owner for seeding.</summary>
internal sealed class BenchBed(IServiceProvider services, string ownerConnection, string webProgram)
{
    private const int SellersPerTenant = 10;

    /// <summary>Path of the web program's assembly.</summary>
    public string WebProgram => webProgram;

    public static Task SayAsync(string progress) => Console.Error.WriteLineAsync(progress);

    /// <summary>A scope that acts in one tenant with every right.</summary>
    public AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker("bench");
        return scope;
    }

    /// <summary>A scope of the worker over all tenants.</summary>
    public AsyncServiceScope PlatformScope() =>
        services.GetRequiredService<IServiceScopeFactory>().CreatePlatformScope();

    /// <summary>A tenant with ten shops, so that measurements do not meet each other's rows.</summary>
    public async Task<TenantId> AddTenantAsync(string slug, CancellationToken ct)
    {
        await using var scope = PlatformScope();
        await using var db = await scope
            .ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(ct);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var tenant = new Tenant
        {
            Slug = slug,
            Name = $"Benchmark {slug}",
            TimeZone = "Europe/London",
            Currency = Currency.Of("GBP"),
            CreatedAt = now,
        };
        db.Tenants.Add(tenant);
        await db.SaveChangesAsync(ct);
        db.Sellers.AddRange(
            Enumerable
                .Range(1, SellersPerTenant)
                .Select(n => new Seller
                {
                    TenantId = tenant.Id,
                    Slug = $"shop-{n}",
                    Name = $"Shop {n}",
                    CreatedAt = now,
                })
        );
        await db.SaveChangesAsync(ct);
        return tenant.Id;
    }

    /// <summary>As the owner, whom row-level security does not hold back.</summary>
    public async Task<NpgsqlConnection> OpenAsOwnerAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ownerConnection)
            {
                CommandTimeout = 600,
            }.ConnectionString
        );
        await connection.OpenAsync(ct);
        return connection;
    }

    public async Task ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await OpenAsOwnerAsync(ct);
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken ct, params object[] values)
    {
        await using var connection = await OpenAsOwnerAsync(ct);
        await using var command = Command(connection, sql, values);
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>
    /// Fresh statistics, and pooled connections that forget their plans: plans of foreign-key checks
    /// made on empty tables stay slow for as long as the connection lives.
    /// </summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        await ExecuteAsync("VACUUM ANALYZE", ct);
        services.GetRequiredService<NpgsqlDataSource>().Clear();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
