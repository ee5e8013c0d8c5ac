using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy;

namespace Portal.Core.Settlement.Debts
{
    /// <summary>Repayments and write-offs, in the schema <c>settlement</c>.</summary>
    internal sealed class DebtMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<DebtRepayment>(repayment =>
            {
                repayment.ToTable(
                    "debt_repayments",
                    "settlement",
                    t => t.HasCheckConstraint("ck_debt_repayments_amount", "amount_minor > 0")
                );
                repayment.Property(r => r.BankReference).HasMaxLength(100);
                repayment.Property(r => r.Key).HasMaxLength(80);
                repayment.Property(r => r.RecordedBy).HasMaxLength(200);
                repayment.HasOne<Seller>().WithMany().HasForeignKey(r => r.SellerId);
                repayment.HasIndex(r => new { r.TenantId, r.Key }).IsUnique();
                repayment.HasIndex(r => new { r.SellerId, r.Currency });
            });
            model.Entity<DebtWriteOff>(writeOff =>
            {
                writeOff.ToTable(
                    "debt_write_offs",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint("ck_debt_write_offs_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_debt_write_offs_decided",
                            "(status = 'requested') = (decided_at IS NULL)"
                        );
                        t.HasCheckConstraint(
                            "ck_debt_write_offs_four_eyes",
                            "status <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> requested_by)"
                        );
                    }
                );
                writeOff.Property(w => w.Reason).HasMaxLength(DebtWriteOff.MaxReasonLength);
                writeOff.Property(w => w.RefusedReason).HasMaxLength(DebtWriteOff.MaxReasonLength);
                writeOff.Property(w => w.RequestedByName).HasMaxLength(200);
                writeOff.Property(w => w.DecidedByName).HasMaxLength(200);
                writeOff.Property(w => w.Version).IsRowVersion();
                writeOff.HasOne<Seller>().WithMany().HasForeignKey(w => w.SellerId);
                writeOff.HasIndex(w => new { w.SellerId, w.Currency });
                writeOff
                    .HasIndex(w => w.AccountId, "ux_debt_write_offs_waiting")
                    .IsUnique()
                    .HasFilter("status = 'requested'");
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<DebtRepayment> DebtRepayments => Set<DebtRepayment>();

        public DbSet<DebtWriteOff> DebtWriteOffs => Set<DebtWriteOff>();
    }
}
