using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity;
using Portal.Core.Identity.SignIn;
using Portal.Core.Identity.Tokens;
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
            MapSignIn(model);
            model.Entity<AccessToken>(token =>
            {
                token.ToTable("access_tokens", "identity");
                token.Property(t => t.Name).HasMaxLength(100);
                token.Property(t => t.Prefix).HasMaxLength(20);
                token.HasOne<Tenant>().WithMany().HasForeignKey(t => t.TenantId);
                token.HasIndex(t => t.Hash).IsUnique();
                token.HasIndex(t => t.PersonId);
            });
            model.Entity<DataProtectionKey>(key =>
            {
                key.ToTable("data_protection_keys", "identity");
                key.HasKey(k => k.Name);
                key.Property(k => k.Name).HasMaxLength(200);
            });
        }

        private static void MapSignIn(ModelBuilder model)
        {
            model.Entity<Session>(session =>
            {
                session.ToTable("sessions", "identity");
                session.Property(s => s.Device).HasMaxLength(100);
                session.Property(s => s.Address).HasMaxLength(45);
                session.HasIndex(s => new { s.PersonId, s.LastSeenAt });
            });
            model.Entity<KnownDevice>(device =>
            {
                device.ToTable("known_devices", "identity");
                device.HasKey(d => new { d.PersonId, d.KeyHash });
            });
            model.Entity<SignInCounter>(counter =>
            {
                counter.ToTable("sign_in_counters", "identity");
                counter.HasKey(c => new { c.SubjectHash, c.DeviceHash });
            });
            model.Entity<Authenticator>(app =>
            {
                app.ToTable("authenticators", "identity");
                app.HasKey(a => a.PersonId);
                app.Property(a => a.PersonId).ValueGeneratedNever();
                app.Property(a => a.ProtectedSecret).HasMaxLength(500);
            });
            model.Entity<RecoveryCode>(code =>
            {
                code.ToTable("recovery_codes", "identity");
                code.HasIndex(c => new { c.PersonId, c.Hash }).IsUnique();
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

        public DbSet<Session> Sessions => Set<Session>();

        public DbSet<KnownDevice> KnownDevices => Set<KnownDevice>();

        public DbSet<SignInCounter> SignInCounters => Set<SignInCounter>();

        public DbSet<Authenticator> Authenticators => Set<Authenticator>();

        public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

        public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    }
}
