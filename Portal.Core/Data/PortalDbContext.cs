using Microsoft.EntityFrameworkCore;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>
/// The one context. Taken from the factory, one per act or query, disposed at its end. Each module
/// adds its sets in its own mapping file.
/// </summary>
public partial class PortalDbContext(
    DbContextOptions<PortalDbContext> options,
    CurrentTenant tenant,
    Actor actor
) : DbContext(options)
{
    internal CurrentTenant Tenant => tenant;

    internal Actor Actor => actor;

    private bool SeesEveryTenant => tenant.IsPlatform;

    private TenantId FilterTenant => tenant.IdOrNone ?? default;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var mapping in ModelConventions.Mappings())
        {
            mapping.Map(modelBuilder);
        }

        ModelConventions.FilterByTenant(
            modelBuilder,
            typeof(PortalDbContext).GetMethod(
                nameof(Filter),
                System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance
            )!,
            this
        );
        ModelConventions.Finish(modelBuilder);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        ModelConventions.Convert(configurationBuilder);
    }

    private void Filter<T>(ModelBuilder model)
        where T : class, ITenantOwned =>
        model.Entity<T>().HasQueryFilter(e => SeesEveryTenant || e.TenantId == FilterTenant);
}
