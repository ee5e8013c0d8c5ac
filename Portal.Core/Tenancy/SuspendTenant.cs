using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

/// <summary>Closes a marketplace. Refuses without the right on the platform, and what is so already.</summary>
public sealed class SuspendTenant(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(TenantId id, CancellationToken ct)
    {
        if (!await user.MayOnPlatformAsync(TenancyPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var tenant = await db.Tenants.SingleOrDefaultAsync(t => t.Id == id, ct);
        if (tenant is null)
        {
            return TenancyErrors.NotFound;
        }

        var done = tenant.Suspend();
        return done.Failed ? done : await db.SaveAsync(ct);
    }
}
