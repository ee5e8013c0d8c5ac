using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Jobs;

/// <summary>
/// How far somebody sees into the jobs: who has the right on the platform sees every tenant's and the
/// platform's own, who has it in a tenant sees that tenant's.
/// </summary>
public sealed class JobAccess(
    DbContextOptions<PortalDbContext> options,
    IDbContextFactory<PortalDbContext> contexts,
    CurrentTenant tenant,
    CurrentUser user,
    Actor actor
)
{
    /// <summary>A context that sees as far as the right reaches; null when the right is missing.</summary>
    internal async Task<PortalDbContext?> OpenAsync(Permission permission, CancellationToken ct)
    {
        if (await OpenPlatformAsync(permission, ct) is { } platform)
        {
            return platform;
        }

        return tenant.IdOrNone is not null && await user.MayAsync(permission, ct)
            ? await contexts.CreateDbContextAsync(ct)
            : null;
    }

    /// <summary>A context over all tenants, for those who have the right on the platform itself.</summary>
    internal async Task<PortalDbContext?> OpenPlatformAsync(
        Permission permission,
        CancellationToken ct
    )
    {
        var everything = new CurrentTenant();
        everything.EnterPlatform();
        var mayEverywhere = await new CurrentUser(contexts, everything, actor).MayAsync(
            permission,
            ct
        );
        return mayEverywhere ? new PortalDbContext(options, everything, actor) : null;
    }
}
