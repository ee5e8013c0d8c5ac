using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

/// <summary>
/// Which people somebody administers: on the platform all, in a tenant those with a role in it, and
/// of those only the ones without a role elsewhere may be disabled.
/// </summary>
public sealed class PeopleAccess(CurrentUser user, CurrentTenant tenant)
{
    /// <summary>The person if the actor administers them; null otherwise, as if they did not exist.</summary>
    internal async Task<Person?> FindAsync(PortalDbContext db, PersonId id, CancellationToken ct)
    {
        var isPlatforms = await user.MayOnPlatformAsync(IdentityPermissions.ManagePeople, ct);
        var here = tenant.IdOrNone;
        return await db.People.SingleOrDefaultAsync(
            p =>
                p.Id == id.Value
                && (
                    isPlatforms
                    || here != null
                        && db.RoleGrants.Any(g => g.PersonId == id && g.TenantId == here)
                ),
            ct
        );
    }

    /// <summary>The person has a role on the platform or in another tenant, so this tenant does not decide alone.</summary>
    internal async Task<bool> BelongsElsewhereAsync(
        PortalDbContext db,
        PersonId id,
        CancellationToken ct
    )
    {
        if (await user.MayOnPlatformAsync(IdentityPermissions.ManagePeople, ct))
        {
            return false;
        }

        var here = tenant.IdOrNone;
        return await db.RoleGrants.AnyAsync(g => g.PersonId == id && g.TenantId != here, ct);
    }
}
