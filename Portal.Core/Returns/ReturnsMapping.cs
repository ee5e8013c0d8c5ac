using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Orders;
using Portal.Core.Returns;

namespace Portal.Core.Returns
{
    /// <summary>Schema <c>returns</c>.</summary>
    internal sealed class ReturnsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<RefundGrant>(grant =>
            {
                grant.ToTable(
                    "refund_grants",
                    "returns",
                    t => t.HasCheckConstraint("ck_refund_grants_amount", "amount_minor > 0")
                );
                grant.HasKey(g => g.RefundId);
                grant.Property(g => g.RefundId).ValueGeneratedNever();
                grant.Property(g => g.Key).HasMaxLength(RefundGrantLimits.Key);
                grant.Property(g => g.Reason).HasMaxLength(RefundGrantLimits.Reason);
                grant.Property(g => g.GrantedBy).HasMaxLength(200);
                grant.HasIndex(g => new { g.TenantId, g.Key }).IsUnique();
                grant.HasIndex(g => g.OrderId);
                grant.HasOne<Order>().WithMany().HasForeignKey(g => g.OrderId);
            });
            model.Entity<RefundGrantLine>(line =>
            {
                line.ToTable(
                    "refund_grant_lines",
                    "returns",
                    t => t.HasCheckConstraint("ck_refund_grant_lines_amount", "amount_minor > 0")
                );
                line.HasKey(l => new { l.RefundId, l.LineNo });
                line.HasOne<RefundGrant>().WithMany().HasForeignKey(l => l.RefundId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<RefundGrant> RefundGrants => Set<RefundGrant>();

        public DbSet<RefundGrantLine> RefundGrantLines => Set<RefundGrantLine>();
    }
}
