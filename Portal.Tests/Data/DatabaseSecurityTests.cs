using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Data;

public sealed class DatabaseSecurityTests : PortalTests
{
    [Fact]
    public async Task EveryTenantOwnedTable_HasRowLevelSecurityAndItsPolicy()
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        var owned = db
            .Model.GetEntityTypes()
            .Where(e =>
                e.ClrType.IsAssignableTo(typeof(ITenantOwned)) && e.GetTableName() is not null
            )
            .Select(e => $"{e.GetSchema()}.{e.GetTableName()}")
            .ToList();

        Assert.NotEmpty(owned);
        foreach (var table in owned)
        {
            var isGuarded = await Portal.AdminScalarAsync<bool>(
                $"SELECT relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = 'tenant_isolation') FROM pg_class c WHERE oid = '{table}'::regclass"
            );
            Assert.True(isGuarded, $"{table} has no row-level security.");
        }
    }

    [Fact]
    public async Task EveryTableWithATenant_IsTenantOwnedOrNamedHere()
    {
        // A token or a grant is looked up before the tenant of the call is known.
        string[] acrossTenants = ["identity.access_tokens", "identity.role_grants"];
        var tables = await Portal.AdminScalarAsync<string[]>(
            """
            SELECT coalesce(array_agg(c.oid::regclass::text), '{}') FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
            WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND NOT c.relrowsecurity
            """
        );

        Assert.Equal(acrossTenants, tables!.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE events.log SET kind = 'x'")]
    [InlineData("DELETE FROM events.log")]
    [InlineData("TRUNCATE events.log")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL")]
    [InlineData("DROP TABLE events.log")]
    [InlineData("CREATE TABLE public.mine (id int)")]
    [InlineData("SET session_replication_role = replica")]
    public async Task Application_CannotAlterTheLog(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Portal.Database.AppConnection);
        await using var command = source.CreateCommand(sql);

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            command.ExecuteNonQueryAsync()
        );

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Application_OwnsNothing()
    {
        var owned = await Portal.AdminScalarAsync<long>(
            "SELECT count(*) FROM pg_class WHERE relowner = 'portal_app'::regrole"
        );

        Assert.Equal(0, owned);
    }

    [Fact]
    public async Task Migrate_ASecondTime_ChangesNothingAndSucceeds()
    {
        await DatabaseMigrator.MigrateAsync(Portal.Database.OwnerConnection, Portal.Clock, default);

        var partitions = await Portal.AdminScalarAsync<long>(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'events.log'::regclass"
        );
        Assert.Equal(PartitionSql.MonthsAhead + 2, partitions);
    }
}
