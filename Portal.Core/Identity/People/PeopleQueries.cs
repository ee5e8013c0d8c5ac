using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

public sealed record PersonRow(
    PersonId Id,
    string DisplayName,
    string Email,
    IReadOnlyList<string> Roles,
    bool HasSecondFactor,
    bool IsDisabled,
    bool HasPassword,
    DateTimeOffset? LastSeenAt
);

public sealed record GrantRow(RoleGrantId Id, string Role, string Place, DateTimeOffset GrantedAt);

public sealed record PersonDetail(
    PersonId Id,
    string DisplayName,
    string Email,
    bool HasSecondFactor,
    bool IsDisabled,
    bool IsPaused,
    IReadOnlyList<GrantRow> Grants,
    IReadOnlyList<SessionRow> Sessions
);

public sealed record RoleRow(
    RoleId Id,
    string Key,
    string Name,
    IReadOnlyList<string> Permissions,
    int People
);

/// <summary>The current tenant's people and the roles there are. Without the right every answer is a refusal.</summary>
public sealed class PeopleQueries(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    SessionQueries sessions,
    TimeProvider clock
)
{
    public async Task<Result<Page<PersonRow>>> ListAsync(
        string? search,
        PageRequest page,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(IdentityPermissions.ReadPeople, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var here = tenant.Id;
        var members = await db
            .RoleGrants.Where(g => g.TenantId == here)
            .Select(g => g.PersonId)
            .Distinct()
            .ToListAsync(ct);
        var ids = members.ConvertAll(m => m.Value);
        var people = db.People.Where(p => ids.Contains(p.Id));
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = LikePattern.Containing(search);
            people = people.Where(p =>
                EF.Functions.ILike(p.DisplayName, pattern) || EF.Functions.ILike(p.Email!, pattern)
            );
        }

        var total = await people.CountAsync(ct);
        var ordered = page.Descending
            ? people.OrderByDescending(p => p.DisplayName).ThenByDescending(p => p.Id)
            : people.OrderBy(p => p.DisplayName).ThenBy(p => p.Id);
        var found = await ordered
            .Skip(page.Offset)
            .Take(page.Take)
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                p.Email,
                p.TwoFactorEnabled,
                p.IsDisabled,
                HasPassword = p.PasswordHash != null,
            })
            .ToListAsync(ct);
        var shown = found.ConvertAll(p => new PersonId(p.Id));
        var roles = await db
            .RoleGrants.Where(g => g.TenantId == here && shown.Contains(g.PersonId))
            .Select(g => new { g.PersonId, g.Role!.Name })
            .Distinct()
            .ToListAsync(ct);
        var seen = await db
            .Sessions.Where(s => shown.Contains(s.PersonId))
            .GroupBy(s => s.PersonId)
            .Select(g => new { Person = g.Key, At = g.Max(s => s.LastSeenAt) })
            .ToListAsync(ct);
        return new Page<PersonRow>(
            found.ConvertAll(p => new PersonRow(
                new(p.Id),
                p.DisplayName,
                p.Email!,
                [
                    .. roles
                        .Where(r => r.PersonId.Value == p.Id)
                        .Select(r => r.Name)
                        .Order(StringComparer.Ordinal),
                ],
                p.TwoFactorEnabled,
                p.IsDisabled,
                p.HasPassword,
                seen.Find(s => s.Person.Value == p.Id)?.At
            )),
            total
        );
    }

    /// <summary>One of the tenant's people; anybody else is "not found".</summary>
    public async Task<Result<PersonDetail>> FindAsync(PersonId id, CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ReadPeople, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var here = tenant.Id;
        var grants = await (
            from grant in db.RoleGrants
            join seller in db.Sellers on grant.SellerId equals seller.Id into shops
            from shop in shops.DefaultIfEmpty()
            where grant.PersonId == id && grant.TenantId == here
            orderby grant.Role!.Name, grant.Id
            select new GrantRow(
                grant.Id,
                grant.Role!.Name,
                shop == null ? "The whole marketplace" : shop.Name,
                grant.GrantedAt
            )
        ).ToListAsync(ct);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value, ct);
        if (person is null || grants.Count == 0)
        {
            return IdentityErrors.PersonNotFound;
        }

        var now = clock.GetUtcNow();
        var subject = SignInThrottle.ForEmail(person.Email!);
        var isPaused = await db.SignInCounters.AnyAsync(
            c => c.SubjectHash == subject && c.BlockedUntil > now,
            ct
        );
        return new PersonDetail(
            id,
            person.DisplayName,
            person.Email!,
            person.TwoFactorEnabled,
            person.IsDisabled,
            isPaused,
            grants,
            await sessions.OfPersonAsync(id, ct)
        );
    }

    /// <summary>All roles, with how many people of this tenant have each.</summary>
    public async Task<Result<IReadOnlyList<RoleRow>>> RolesAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ReadPeople, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var here = tenant.Id;
        return await db
            .Roles.OrderBy(r => r.Id)
            .Select(r => new RoleRow(
                r.Id,
                r.Key,
                r.Name,
                r.Permissions,
                db.RoleGrants.Where(g => g.RoleId == r.Id && g.TenantId == here)
                    .Select(g => g.PersonId)
                    .Distinct()
                    .Count()
            ))
            .ToListAsync(ct);
    }
}
