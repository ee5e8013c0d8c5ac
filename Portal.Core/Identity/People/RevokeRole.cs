using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

/// <summary>
/// Takes a role of the current tenant away; its rights are gone with the next act. Refuses one's own
/// role and roles with rights the actor lacks; another tenant's is "not found".
/// </summary>
public sealed class RevokeRole(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor
)
{
    public async Task<Result> HandleAsync(RoleGrantId id, CancellationToken ct)
    {
        if (!await user.MayAsync(IdentityPermissions.ManagePeople, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var here = tenant.Id;
        var grant = await db
            .RoleGrants.Include(g => g.Role)
            .SingleOrDefaultAsync(g => g.Id == id && g.TenantId == here, ct);
        if (grant is null)
        {
            return IdentityErrors.GrantNotFound;
        }

        var own = GrantPolicy.CheckRevoke(grant, user.IdOrNone);
        if (own.Failed)
        {
            return own;
        }

        var held = await user.HeldForTenantAsync(ct);
        var allowed = GrantPolicy.Check(grant.Role!, held, actor.IsSystem);
        if (allowed.Failed)
        {
            return allowed;
        }

        db.RoleGrants.Remove(grant);
        return await db.SaveAsync(ct);
    }
}
