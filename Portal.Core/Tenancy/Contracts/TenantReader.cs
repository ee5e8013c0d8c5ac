using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Tenancy.Contracts;

/// <summary>What other modules need to know of a tenant.</summary>
public sealed record TenantSnapshot(
    TenantId Id,
    string Slug,
    string Name,
    TimeZoneInfo Zone,
    Currency Currency
)
{
    /// <summary>The business day an instant falls on, in the tenant's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant a business day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>The tenants this process has met.</summary>
public sealed class KnownTenants
{
    internal ConcurrentDictionary<TenantId, TenantSnapshot> ById { get; } = new();
}

/// <summary>
/// Reads tenants. What a snapshot says never changes once a tenant was created, so a process reads
/// each once; whether the tenant is active does, and is asked with the rights.
/// </summary>
public sealed class TenantReader(
    IDbContextFactory<PortalDbContext> contexts,
    KnownTenants known,
    CurrentTenant tenant
)
{
    /// <summary>The tenant of this call. Throws when the call entered none.</summary>
    public async Task<TenantSnapshot> CurrentAsync(CancellationToken ct) =>
        await FindAsync(tenant.Id, ct)
        ?? throw new InvalidOperationException($"Tenant {tenant.Id.Value} does not exist.");

    /// <summary>The names of the current tenant's shops.</summary>
    public async Task<IReadOnlyDictionary<SellerId, string>> SellerNamesAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Sellers.ToDictionaryAsync(s => s.Id, s => s.Name, ct);
    }

    public async Task<TenantSnapshot?> FindAsync(TenantId id, CancellationToken ct)
    {
        if (known.ById.TryGetValue(id, out var found))
        {
            return found;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var read = Snapshot(await db.Tenants.SingleOrDefaultAsync(t => t.Id == id, ct));
        return read is null ? null : known.ById.GetOrAdd(id, read);
    }

    public async Task<TenantSnapshot?> FindBySlugAsync(string slug, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return Snapshot(await db.Tenants.SingleOrDefaultAsync(t => t.Slug == slug, ct));
    }

    public async Task<IReadOnlyList<TenantSnapshot>> AllAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var tenants = await db.Tenants.OrderBy(t => t.Name).ThenBy(t => t.Id).ToListAsync(ct);
        return [.. tenants.Select(t => Snapshot(t)!)];
    }

    /// <summary>The oldest active shop of this call's tenant; null when it has none yet.</summary>
    public async Task<SellerId?> FirstSellerAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Sellers.Where(s => s.IsActive)
            .OrderBy(s => s.Id)
            .Select(s => (SellerId?)s.Id)
            .FirstOrDefaultAsync(ct);
    }

    private static TenantSnapshot? Snapshot(Tenant? tenant) =>
        tenant is null
            ? null
            : new(
                tenant.Id,
                tenant.Slug,
                tenant.Name,
                TimeZoneInfo.FindSystemTimeZoneById(tenant.TimeZone),
                tenant.Currency
            );
}
