using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Payments;

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
                attempt.Property(a => a.DeclineCode).HasMaxLength(60);
                attempt.Property(a => a.Message).HasMaxLength(500);
                attempt.HasIndex(a => new { a.OrderId, a.Attempt }).IsUnique();
                attempt
                    .HasIndex(a => a.CreatedAt, "ix_attempts_unanswered")
                    .HasFilter("status IN ('created', 'unknown')");
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<PaymentAttempt> PaymentAttempts => Set<PaymentAttempt>();
    }
}
