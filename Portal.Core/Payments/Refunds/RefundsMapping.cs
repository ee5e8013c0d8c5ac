using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Payments.Refunds;

namespace Portal.Core.Payments.Refunds
{
    /// <summary>Schema <c>payments</c>: what is given back.</summary>
    internal sealed class RefundsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<PaymentRefund>(refund =>
            {
                refund.ToTable(
                    "refunds",
                    "payments",
                    t =>
                    {
                        t.HasCheckConstraint("ck_payment_refunds_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_payment_refunds_sent",
                            "(status = 'sent') = (sent_at IS NOT NULL)"
                        );
                        t.HasCheckConstraint(
                            "ck_payment_refunds_due",
                            "(status = 'sent' AND due_at IS NULL) OR status = 'failed' OR (status <> 'sent' AND due_at IS NOT NULL)"
                        );
                    }
                );
                refund.HasKey(r => r.RefundId);
                refund.Property(r => r.RefundId).ValueGeneratedNever();
                refund.Property(r => r.Key).HasMaxLength(80);
                refund.Property(r => r.ChargeKey).HasMaxLength(80);
                refund.Property(r => r.Gateway).HasMaxLength(40);
                refund.Property(r => r.GatewayReference).HasMaxLength(100);
                refund.Property(r => r.FailureCode).HasMaxLength(60);
                refund.Property(r => r.Message).HasMaxLength(500);
                refund.HasIndex(r => r.Key).IsUnique();
                refund.HasIndex(r => r.OrderId);
                refund
                    .HasIndex(r => new { r.TenantId, r.DueAt }, "ix_refunds_due")
                    .HasFilter("due_at IS NOT NULL");
                refund
                    .HasIndex(r => new { r.TenantId, r.CheckDueAt }, "ix_refunds_check_due")
                    .HasFilter("check_due_at IS NOT NULL");
                refund.HasIndex(r => new
                {
                    r.TenantId,
                    r.Status,
                    r.RequestedAt,
                });
            });
            model.Entity<RefundAttempt>(attempt =>
            {
                attempt.ToTable("refund_attempts", "payments");
                attempt.HasKey(a => new { a.RefundId, a.Number });
                attempt.Property(a => a.Request).HasColumnType("jsonb");
                attempt.Property(a => a.Code).HasMaxLength(60);
                attempt.Property(a => a.Message).HasMaxLength(500);
                attempt.Property(a => a.Answer).HasMaxLength(2_000);
                attempt.HasOne<PaymentRefund>().WithMany().HasForeignKey(a => a.RefundId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<PaymentRefund> PaymentRefunds => Set<PaymentRefund>();

        public DbSet<RefundAttempt> RefundAttempts => Set<RefundAttempt>();
    }
}
