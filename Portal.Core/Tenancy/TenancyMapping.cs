using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Tenancy;

namespace Portal.Core.Tenancy
{
    /// <summary>Schema <c>tenancy</c>.</summary>
    internal sealed class TenancyMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Tenant>(tenant =>
            {
                tenant.ToTable("tenants", "tenancy");
                tenant.Property(t => t.Slug).HasMaxLength(63);
                tenant.Property(t => t.Name).HasMaxLength(200);
                tenant.Property(t => t.TimeZone).HasMaxLength(64);
                tenant.Property(t => t.Version).IsRowVersion();
                tenant.HasIndex(t => t.Slug).IsUnique();
            });
            model.Entity<Seller>(seller =>
            {
                seller.ToTable("sellers", "tenancy");
                seller.Property(s => s.Slug).HasMaxLength(63);
                seller.Property(s => s.Name).HasMaxLength(200);
                seller.HasIndex(s => new { s.TenantId, s.Slug }).IsUnique();
                seller.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Tenant> Tenants => Set<Tenant>();

        public DbSet<Seller> Sellers => Set<Seller>();
    }
}
