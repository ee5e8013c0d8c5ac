using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.SignIn;

/// <summary>Who a session belongs to and where they may act, read anew each time.</summary>
/// <param name="Tenants">Tenants the person may enter, by name; suspended ones are not among them.</param>
/// <param name="OwesSecondFactor">The person must set one up before anything else.</param>
public sealed record SessionState(
    PersonId Person,
    string DisplayName,
    string? TimeZone,
    IReadOnlyList<TenantChoice> Tenants,
    bool OwesSecondFactor
)
{
    /// <summary>The tenant to enter: the wanted one if the person may, else their first; none if they have none.</summary>
    public TenantId? Choose(TenantId? wanted) =>
        Tenants.Any(t => t.Id == wanted) ? wanted
        : Tenants.Count > 0 ? Tenants[0].Id
        : null;
}

public sealed record TenantChoice(TenantId Id, string Slug, string Name);

/// <summary>A line of the list "where you are signed in".</summary>
public sealed record SessionRow(
    SessionId Id,
    string Device,
    string Address,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastSeenAt
);

/// <summary>Sessions as sign-in checks and the account page need them.</summary>
public sealed class SessionQueries(
    IDbContextFactory<PortalDbContext> contexts,
    IOptions<SignInPolicy> policy,
    TimeProvider clock
)
{
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(1);

    private static readonly string[] RolesWithSecondFactor =
    [
        BuiltInRoles.SuperAdmin,
        BuiltInRoles.FinanceAdmin,
        BuiltInRoles.MarketplaceAdmin,
    ];

    /// <summary>Null when the session has ended, was idle too long, or its person is disabled.</summary>
    public async Task<SessionState?> FindAsync(SessionId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        if (session is null || !session.Counts(clock.GetUtcNow(), policy.Value.Idle))
        {
            return null;
        }

        var person = await db
            .People.Where(p => p.Id == session.PersonId.Value && !p.IsDisabled)
            .Select(p => new
            {
                p.DisplayName,
                p.TimeZone,
                p.TwoFactorEnabled,
            })
            .SingleOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var grants = await db
            .RoleGrants.Where(g => g.PersonId == session.PersonId)
            .Select(g => new { g.TenantId, g.Role!.Key })
            .ToListAsync(ct);
        var isEverywhere = grants.Exists(g => g.TenantId is null);
        var ids = grants.Where(g => g.TenantId is not null).Select(g => g.TenantId!.Value).ToList();
        var tenants = await db
            .Tenants.Where(t =>
                t.Status == TenantStatus.Active && (isEverywhere || ids.Contains(t.Id))
            )
            .OrderBy(t => t.Name)
            .ThenBy(t => t.Id)
            .Select(t => new TenantChoice(t.Id, t.Slug, t.Name))
            .ToListAsync(ct);
        var owes =
            policy.Value.RequireSecondFactor
            && !person.TwoFactorEnabled
            && grants.Exists(g => RolesWithSecondFactor.Contains(g.Key, StringComparer.Ordinal));
        return new SessionState(
            session.PersonId,
            person.DisplayName,
            person.TimeZone,
            tenants,
            owes
        );
    }

    /// <summary>
    /// Whether a session still counts and its person may still be in the tenant, where one was entered; cheap enough to
    /// ask every few seconds.
    /// </summary>
    public async Task<bool> CountsAsync(SessionId id, TenantId? tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var idleSince = now - policy.Value.Idle;
        var person = await db
            .Sessions.Where(s =>
                s.Id == id && s.EndedAt == null && s.ExpiresAt > now && s.LastSeenAt > idleSince
            )
            .Select(s => (PersonId?)s.PersonId)
            .SingleOrDefaultAsync(ct);
        return person is { } who
            && await db.People.AnyAsync(p => p.Id == who.Value && !p.IsDisabled, ct)
            && (tenant is not { } entered || await MayEnterAsync(db, who, entered, ct));
    }

    private static Task<bool> MayEnterAsync(
        PortalDbContext db,
        PersonId person,
        TenantId tenant,
        CancellationToken ct
    ) =>
        db.Tenants.AnyAsync(
            t =>
                t.Id == tenant
                && t.Status == TenantStatus.Active
                && db.RoleGrants.Any(g =>
                    g.PersonId == person && (g.TenantId == null || g.TenantId == tenant)
                ),
            ct
        );

    /// <summary>Notes that the person did something; at most one write a minute.</summary>
    public async Task TouchAsync(SessionId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var precise = now - SeenPrecision;
        await db
            .Sessions.Where(s => s.Id == id && s.LastSeenAt < precise)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.LastSeenAt, now), ct);
    }

    /// <summary>The person's sessions that still count, last used first.</summary>
    public async Task<IReadOnlyList<SessionRow>> OfPersonAsync(
        PersonId person,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var idleSince = now - policy.Value.Idle;
        return await db
            .Sessions.Where(s =>
                s.PersonId == person
                && s.EndedAt == null
                && s.ExpiresAt > now
                && s.LastSeenAt > idleSince
            )
            .OrderByDescending(s => s.LastSeenAt)
            .ThenByDescending(s => s.Id)
            .Select(s => new SessionRow(s.Id, s.Device, s.Address, s.CreatedAt, s.LastSeenAt))
            .Take(100)
            .ToListAsync(ct);
    }
}
