using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy;

namespace Portal.Core.Settlement.Connect
{
    /// <summary>Payouts through Stripe, in the schema <c>settlement</c>.</summary>
    internal sealed class ConnectMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<ConnectedAccount>(account =>
            {
                account.ToTable("connected_accounts", "settlement");
                account.HasKey(a => a.SellerId);
                account.Property(a => a.SellerId).ValueGeneratedNever();
                account.Property(a => a.AccountId).HasMaxLength(ConnectedAccount.MaxIdLength);
                account.Property(a => a.Due).HasMaxLength(ConnectedAccount.MaxDueLength);
                account.HasOne<Seller>().WithMany().HasForeignKey(a => a.SellerId);
                account.HasIndex(a => a.AccountId).IsUnique();
            });
            model.Entity<PayoutTransfer>(transfer =>
            {
                transfer.ToTable(
                    "payout_transfers",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint("ck_payout_transfers_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_payout_transfers_reversed",
                            "reversed_minor BETWEEN 0 AND amount_minor"
                        );
                        t.HasCheckConstraint(
                            "ck_payout_transfers_sent",
                            "(status IN ('sent', 'reversed')) = (reference IS NOT NULL AND sent_at IS NOT NULL)"
                        );
                        t.HasCheckConstraint(
                            "ck_payout_transfers_due",
                            "status = 'failed' OR (status IN ('waiting', 'sending', 'unknown')) = (due_at IS NOT NULL)"
                        );
                    }
                );
                transfer.HasKey(t => t.PayoutId);
                transfer.Property(t => t.PayoutId).ValueGeneratedNever();
                transfer.Ignore(t => t.Reversed);
                transfer.Property(t => t.AccountId).HasMaxLength(ConnectedAccount.MaxIdLength);
                transfer.Property(t => t.Reference).HasMaxLength(100);
                transfer.Property(t => t.FailureCode).HasMaxLength(60);
                transfer.Property(t => t.Message).HasMaxLength(500);
                transfer.HasOne<Payout>().WithOne().HasForeignKey<PayoutTransfer>(t => t.PayoutId);
                transfer.HasIndex(t => t.RunId);
                transfer
                    .HasIndex(t => new { t.TenantId, t.DueAt }, "ix_payout_transfers_due")
                    .HasFilter("due_at IS NOT NULL");
                transfer
                    .HasIndex(
                        t => new { t.TenantId, t.CheckDueAt },
                        "ix_payout_transfers_check_due"
                    )
                    .HasFilter("check_due_at IS NOT NULL");
                transfer
                    .HasIndex(t => new { t.TenantId, t.Reference })
                    .IsUnique()
                    .HasFilter("reference IS NOT NULL");
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<ConnectedAccount> ConnectedAccounts => Set<ConnectedAccount>();

        public DbSet<PayoutTransfer> PayoutTransfers => Set<PayoutTransfer>();
    }
}
