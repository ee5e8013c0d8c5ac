using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.People;

/// <summary>The one way a role comes to a person of the current tenant.</summary>
public sealed class NewGrant(
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    internal const string UniqueKey = "ux_role_grants_person_id_role_id_tenant_id_seller_id";

    /// <summary>Adds the grant to the caller's context; does not save. Refuses an unknown role or shop, and too much.</summary>
    internal async Task<Result> AddAsync(
        PortalDbContext db,
        PersonId person,
        RoleId roleId,
        SellerId? seller,
        CancellationToken ct
    )
    {
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Id == roleId, ct);
        if (role is null)
        {
            return IdentityErrors.RoleNotFound;
        }

        if (seller is not null && !await db.Sellers.AnyAsync(s => s.Id == seller, ct))
        {
            return IdentityErrors.SellerNotFound;
        }

        var held = await user.HeldForTenantAsync(ct);
        var allowed = GrantPolicy.Check(role, held, actor.IsSystem);
        if (allowed.Failed)
        {
            return allowed;
        }

        db.RoleGrants.Add(
            new RoleGrant
            {
                PersonId = person,
                RoleId = roleId,
                TenantId = tenant.Id,
                SellerId = seller,
                GrantedAt = clock.GetUtcNow(),
                GrantedBy = user.IdOrNone,
            }
        );
        return Result.Ok;
    }
}
