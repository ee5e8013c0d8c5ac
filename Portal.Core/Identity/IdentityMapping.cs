using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity;
using Portal.Core.Tenancy;

namespace Portal.Core.Identity
{
    /// <summary>Schema <c>identity</c>. People and grants span tenants, so nothing here is tenant-owned.</summary>
    internal sealed class IdentityMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Person>(person =>
            {
                person.ToTable("people", "identity");
                person.Property(p => p.DisplayName).HasMaxLength(200);
                person.Property(p => p.Email).HasMaxLength(254);
                person.Property(p => p.NormalizedEmail).HasMaxLength(254);
                person.Property(p => p.UserName).HasMaxLength(254);
                person.Property(p => p.NormalizedUserName).HasMaxLength(254);
                person.Property(p => p.TimeZone).HasMaxLength(64);
                person.Property(p => p.ConcurrencyStamp).IsConcurrencyToken();
                person.HasIndex(p => p.NormalizedUserName).IsUnique();
                person.HasIndex(p => p.NormalizedEmail).IsUnique();
            });
            model.Entity<Role>(role =>
            {
                role.ToTable("roles", "identity");
                role.Property(r => r.Key).HasMaxLength(63);
                role.Property(r => r.Name).HasMaxLength(200);
                role.HasIndex(r => r.Key).IsUnique();
            });
            model.Entity<RoleGrant>(grant =>
            {
                grant.ToTable(
                    "role_grants",
                    "identity",
                    t =>
                        t.HasCheckConstraint(
                            "ck_role_grants_seller_in_tenant",
                            "seller_id IS NULL OR tenant_id IS NOT NULL"
                        )
                );
                grant.HasOne(g => g.Role).WithMany().HasForeignKey(g => g.RoleId);
                grant.HasOne<Tenant>().WithMany().HasForeignKey(g => g.TenantId);
                grant.HasOne<Seller>().WithMany().HasForeignKey(g => g.SellerId);
                grant
                    .HasIndex(g => new
                    {
                        g.PersonId,
                        g.RoleId,
                        g.TenantId,
                        g.SellerId,
                    })
                    .IsUnique()
                    .AreNullsDistinct(false);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Person> People => Set<Person>();

        public DbSet<Role> Roles => Set<Role>();

        public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();
    }
}
