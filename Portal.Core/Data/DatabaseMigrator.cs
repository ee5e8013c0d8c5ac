using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>
/// Brings a database to the version of this code: migrations, then everything that is derived from
/// the model (security, partitions, built-in roles). An explicit step, run as <c>portal_owner</c>,
/// safe to repeat; an advisory lock lets only one run at a time.
/// </summary>
public static class DatabaseMigrator
{
    /// <summary>Any constant will do, as long as nobody else uses it in this database.</summary>
    private const long MigrationLock = 0x506F7274616C;

    /// <param name="ownerConnection">Connects as the owner of the database.</param>
    /// <param name="clock">Decides for which months partitions are made.</param>
    /// <param name="ct">Stops the migration; what was committed stays.</param>
    public static async Task MigrateAsync(
        string ownerConnection,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ownerConnection) { CommandTimeout = 0 }
        );
        await using var guard = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(guard, $"SELECT pg_advisory_lock({MigrationLock})", ct);

        var tenant = new CurrentTenant();
        tenant.EnterPlatform();
        var actor = new Actor();
        actor.ActAsWorker("migration");
        var options = new DbContextOptionsBuilder<PortalDbContext>()
            .UseNpgsql(source, DataModule.ConfigureNpgsql)
            .AddInterceptors(new TenantConnectionInterceptor())
            .Options;
        await using var db = new PortalDbContext(options, tenant, actor);
        await db.Database.MigrateAsync(ct);
        await ExecuteAsync(guard, DatabaseSecurity.Script(db.Model), ct);
        await ExecuteAsync(guard, PartitionSql.EnsureFor(clock.GetUtcNow()), ct);
        await BuiltInRoles.SyncAsync(db, ct);
        await ExecuteAsync(guard, $"SELECT pg_advisory_unlock({MigrationLock})", ct);
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
