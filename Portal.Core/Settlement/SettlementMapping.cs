using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Settlement;
using Portal.Core.Tenancy;

namespace Portal.Core.Settlement
{
    /// <summary>Schema <c>settlement</c>.</summary>
    internal sealed class SettlementMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<SettlementTerms>(terms =>
            {
                terms.ToTable("terms", "settlement");
                terms.HasKey(t => t.TenantId);
                terms.Property(t => t.TenantId).ValueGeneratedNever();
            });
            model.Entity<CommissionRule>(rule =>
            {
                rule.ToTable(
                    "commission_rules",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_commission_rules_rate",
                            "rate_basis_points BETWEEN 0 AND 10000 AND fixed_minor >= 0"
                        )
                );
                rule.Property(r => r.Name).HasMaxLength(120);
                rule.HasIndex(r => new { r.TenantId, r.Position });
                rule.HasOne<Seller>().WithMany().HasForeignKey(r => r.SellerId);
                rule.HasOne<Product>().WithMany().HasForeignKey(r => r.ProductId);
            });
            model.Entity<Sale>(sale =>
            {
                sale.ToTable(
                    "sales",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_sales_refunded",
                            "refunded_minor BETWEEN 0 AND gross_minor"
                        );
                        t.HasCheckConstraint(
                            "ck_sales_commission",
                            "commission_minor >= 0 AND tax_minor >= 0 AND commission_minor + tax_minor <= gross_minor"
                        );
                        t.HasCheckConstraint(
                            "ck_sales_released",
                            "(status = 'released') = (released_at IS NOT NULL)"
                        );
                    }
                );
                sale.HasKey(s => new { s.OrderId, s.LineNo });
                sale.Property(s => s.FrozenReason).HasMaxLength(300);
                sale.HasIndex(s => new { s.TenantId, s.DueAt }, "ix_sales_held")
                    .HasFilter("status = 'held'");
                sale.HasIndex(s => new
                {
                    s.TenantId,
                    s.CapturedAt,
                    s.OrderId,
                });
                sale.HasIndex(s => new
                {
                    s.TenantId,
                    s.SellerId,
                    s.CapturedAt,
                });
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Sale> Sales => Set<Sale>();

        public DbSet<CommissionRule> CommissionRules => Set<CommissionRule>();

        public DbSet<SettlementTerms> SettlementTerms => Set<SettlementTerms>();
    }
}
