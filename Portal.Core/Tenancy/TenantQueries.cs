using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

public sealed record TenantRow(
    TenantId Id,
    string Slug,
    string Name,
    string TimeZone,
    string Currency,
    TenantStatus Status,
    int Shops,
    DateTimeOffset CreatedAt
);

public sealed record ShopRow(SellerId Id, string Name);

/// <summary>Tenants for those who run the platform, shops for those who give roles in them.</summary>
public sealed class TenantQueries(
    DbContextOptions<PortalDbContext> options,
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    Actor actor
)
{
    public async Task<Result<IReadOnlyList<TenantRow>>> ListAsync(CancellationToken ct)
    {
        if (!await user.MayOnPlatformAsync(TenancyPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        var everything = new CurrentTenant();
        everything.EnterPlatform();
        await using var db = new PortalDbContext(options, everything, actor);
        return await db
            .Tenants.OrderBy(t => t.Name)
            .ThenBy(t => t.Id)
            .Select(t => new TenantRow(
                t.Id,
                t.Slug,
                t.Name,
                t.TimeZone,
                t.Currency.Code,
                t.Status,
                db.Sellers.Count(s => s.TenantId == t.Id),
                t.CreatedAt
            ))
            .Take(1000)
            .ToListAsync(ct);
    }

    /// <summary>The shops of the current tenant, by name.</summary>
    public async Task<IReadOnlyList<ShopRow>> ShopsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Sellers.OrderBy(s => s.Name)
            .ThenBy(s => s.Id)
            .Select(s => new ShopRow(s.Id, s.Name))
            .Take(1000)
            .ToListAsync(ct);
    }
}
