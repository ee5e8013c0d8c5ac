using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Data;

public sealed class TenantIsolationTests : PortalTests
{
    [Fact]
    public async Task Query_OfOneTenant_SeesNoRowOfAnother()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();

        var sellers = await db.Sellers.ToListAsync();

        Assert.Equal(Portal.Tenant, Assert.Single(sellers).TenantId);
        Assert.NotEqual(other, Portal.Tenant);
    }

    [Fact]
    public async Task Query_WithTheFilterTakenAway_StillSeesNoRowOfAnother()
    {
        await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();

        var sellers = await db.Sellers.IgnoreQueryFilters().ToListAsync();

        Assert.Single(sellers);
    }

    [Fact]
    public async Task Save_OfAnotherTenantsRow_IsRefusedByPostgres()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        await using var command = new NpgsqlCommand(
            "INSERT INTO tenancy.sellers (tenant_id, slug, name, is_active, created_at) VALUES ($1, 'x', 'x', true, now())",
            connection
        )
        {
            Parameters = { new() { Value = other.Value } },
        };

        var refused = await Assert.ThrowsAsync<PostgresException>(() =>
            command.ExecuteNonQueryAsync()
        );

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Save_OfAnotherTenantsEntity_Throws()
    {
        var (other, _) = await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        db.Sellers.Add(
            new Seller
            {
                TenantId = other,
                Slug = "x",
                Name = "x",
                CreatedAt = Portal.Clock.GetUtcNow(),
            }
        );

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveAsync(default));
    }

    [Fact]
    public async Task Query_BeforeATenantWasEntered_SeesNothing()
    {
        await using var source = NpgsqlDataSource.Create(Portal.Database.AppConnection);

        await using var command = source.CreateCommand("SELECT count(*) FROM tenancy.sellers");

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }
}
