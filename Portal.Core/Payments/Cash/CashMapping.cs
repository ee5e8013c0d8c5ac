using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Payments.Cash;

namespace Portal.Core.Payments.Cash
{
    internal sealed class CashMapping : IModuleMapping
    {
        public void Map(ModelBuilder model) =>
            model.Entity<CashReceipt>(receipt =>
            {
                receipt.ToTable(
                    "cash_receipts",
                    "payments",
                    t =>
                    {
                        t.HasCheckConstraint("ck_cash_receipts_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_cash_receipts_reason",
                            "outcome = 'received' OR reason IS NOT NULL"
                        );
                    }
                );
                receipt.HasKey(r => new { r.OrderId, r.Attempt });
                receipt.Property(r => r.Reason).HasMaxLength(CashReceipt.MaxReasonLength);
                receipt.Property(r => r.RecordedBy).HasMaxLength(200);
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<CashReceipt> CashReceipts => Set<CashReceipt>();
    }
}
