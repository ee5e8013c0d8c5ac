using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Payments;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy;

namespace Portal.Core.Payments
{
    /// <summary>Schema <c>payments</c>.</summary>
    internal sealed class PaymentsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<PaymentAttempt>(attempt =>
            {
                attempt.ToTable(
                    "attempts",
                    "payments",
                    t => t.HasCheckConstraint("ck_attempts_amount", "amount_minor >= 0")
                );
                attempt.Property(a => a.Key).HasMaxLength(80);
                attempt.Property(a => a.Gateway).HasMaxLength(40);
                attempt.Property(a => a.GatewayReference).HasMaxLength(100);
                attempt.Property(a => a.PaymentUrl).HasMaxLength(2_000);
                attempt.Property(a => a.DeclineCode).HasMaxLength(60);
                attempt.Property(a => a.Message).HasMaxLength(500);
                attempt.HasIndex(a => new { a.OrderId, a.Attempt }).IsUnique();
                attempt
                    .HasIndex(a => a.CreatedAt, "ix_attempts_unanswered")
                    .HasFilter("status IN ('created', 'waiting', 'unknown')");
                attempt
                    .HasIndex(a => new { a.TenantId, a.CreatedAt }, "ix_attempts_cash")
                    .HasFilter($"gateway = '{CashReceiptsSql.Gateway}'");
                attempt
                    .HasIndex(a => a.GatewayReference, "ix_attempts_stripe")
                    .HasFilter(
                        "gateway = 'stripe' AND status = 'captured' AND gateway_reference IS NOT NULL"
                    );
            });
            model.Entity<PaymentMethod>(method =>
            {
                method.ToTable(
                    "methods",
                    "payments",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_methods_range",
                            "min_minor >= 0 AND (max_minor IS NULL OR max_minor >= min_minor)"
                        );
                        t.HasCheckConstraint(
                            "ck_methods_fee",
                            "fee_minor >= 0 AND fee_basis_points BETWEEN 0 AND 10000"
                        );
                    }
                );
                method.Property(m => m.Code).HasMaxLength(40);
                method.Property(m => m.Name).HasMaxLength(100);
                method.Property(m => m.Gateway).HasMaxLength(40);
                method.Property(m => m.Country).HasMaxLength(2);
                method
                    .HasIndex(m => new
                    {
                        m.TenantId,
                        m.Code,
                        m.Country,
                        m.Currency,
                    })
                    .IsUnique();
                method.HasOne<Tenant>().WithMany().HasForeignKey(m => m.TenantId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();

        public DbSet<PaymentMethod> PaymentMethods => Set<PaymentMethod>();
    }
}
