using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Contracts;

/// <summary>One right, e.g. <c>orders.read</c>. Also the name of a token scope.</summary>
public readonly record struct Permission(string Key);

/// <summary>How far a right reaches in the current tenant.</summary>
/// <param name="IsWholeTenant">Every row of the tenant.</param>
/// <param name="Sellers">Only these shops' rows; empty and not the whole tenant means denied.</param>
public sealed record AccessScope(bool IsWholeTenant, IReadOnlyList<SellerId> Sellers)
{
    public static readonly AccessScope Denied = new(false, []);
    public static readonly AccessScope WholeTenant = new(true, []);

    /// <summary>What grants add up to; a grant for no shop in particular is for the whole tenant.</summary>
    internal static AccessScope Of(IReadOnlyCollection<SellerId?> grants) =>
        grants.Count == 0 ? Denied
        : grants.Contains(null) ? WholeTenant
        : new AccessScope(false, [.. grants.Select(s => s!.Value).Distinct()]);

    public bool IsDenied => !IsWholeTenant && Sellers.Count == 0;

    /// <summary>For SQL: the shops as an array, or null for the whole tenant.</summary>
    public long[]? SellerIdsOrNull => IsWholeTenant ? null : [.. Sellers.Select(s => s.Value)];
}

/// <summary>
/// The rights of the actor, asked from the database at the moment of the act, so that a right taken
/// away is gone at once, also for open circuits. A call by token brings those it began with.
/// </summary>
public sealed class CurrentUser(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentTenant tenant,
    Actor actor
)
{
    /// <summary>The person. Throws for a worker or the command line.</summary>
    public PersonId Id =>
        actor.Person ?? throw new InvalidOperationException("No person acts in this call.");

    public PersonId? IdOrNone => actor.Person;

    /// <summary>The call came with an access token, which must not make or end tokens.</summary>
    public bool CameByToken => actor.TokenRights is not null;

    /// <summary>True when the right holds for the whole tenant.</summary>
    public async ValueTask<bool> MayAsync(Permission permission, CancellationToken ct) =>
        (await ScopeAsync(permission, ct)).IsWholeTenant;

    /// <summary>True when the right holds on the platform itself, whatever the current tenant.</summary>
    public async ValueTask<bool> MayOnPlatformAsync(Permission permission, CancellationToken ct)
    {
        if (actor.IsSystem)
        {
            return true;
        }

        if (
            actor.Person is not { } person
            || actor.TokenRights is { } rights && !rights.ContainsKey(permission)
        )
        {
            return false;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Grants(db, person, null)
            .AnyAsync(g => g.Role!.Permissions.Contains(permission.Key), ct);
    }

    /// <summary>How far the right reaches: the whole tenant, some shops, or not at all.</summary>
    public async ValueTask<AccessScope> ScopeAsync(Permission permission, CancellationToken ct)
    {
        if (actor.IsSystem)
        {
            return AccessScope.WholeTenant;
        }

        if (actor.TokenRights is { } rights)
        {
            return rights.GetValueOrDefault(permission, AccessScope.Denied);
        }

        if (actor.Person is not { } person)
        {
            return AccessScope.Denied;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var reach = await Grants(db, person, tenant.IdOrNone)
            .Where(g => g.Role!.Permissions.Contains(permission.Key))
            .Select(g => g.SellerId)
            .ToListAsync(ct);
        return AccessScope.Of(reach);
    }

    /// <summary>Keys of all rights the person holds here, be it for one shop only.</summary>
    public Task<IReadOnlySet<string>> HeldAsync(CancellationToken ct) => HeldAsync(false, ct);

    /// <summary>Keys of the rights the person holds for the whole tenant: those they may hand out.</summary>
    public Task<IReadOnlySet<string>> HeldForTenantAsync(CancellationToken ct) =>
        HeldAsync(true, ct);

    private async Task<IReadOnlySet<string>> HeldAsync(bool wholeTenantOnly, CancellationToken ct)
    {
        if (actor.IsSystem)
        {
            return PermissionCatalog
                .All.Select(p => p.Permission.Key)
                .ToHashSet(StringComparer.Ordinal);
        }

        if (actor.TokenRights is { } rights)
        {
            return rights
                .Where(r => !wholeTenantOnly || r.Value.IsWholeTenant)
                .Select(r => r.Key.Key)
                .ToHashSet(StringComparer.Ordinal);
        }

        if (actor.Person is not { } person)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var lists = await Grants(db, person, tenant.IdOrNone)
            .Where(g => !wholeTenantOnly || g.SellerId == null)
            .Select(g => g.Role!.Permissions)
            .ToListAsync(ct);
        return lists.SelectMany(keys => keys).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>
    /// What the person was granted on the platform and in the tenant; nothing once they are disabled
    /// or the tenant is suspended.
    /// </summary>
    private static IQueryable<RoleGrant> Grants(
        PortalDbContext db,
        PersonId person,
        TenantId? tenantId
    ) =>
        db.RoleGrants.Where(g =>
            g.PersonId == person
            && (g.TenantId == null || g.TenantId == tenantId)
            && db.People.Any(p => p.Id == person.Value && !p.IsDisabled)
            && (
                tenantId == null
                || db.Tenants.Any(t => t.Id == tenantId && t.Status == TenantStatus.Active)
            )
        );
}
