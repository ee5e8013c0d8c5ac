using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Orders;
using Portal.Core.Tenancy;
using Portal.Core.Wallets;

namespace Portal.Core.Wallets
{
    /// <summary>Schema <c>wallets</c>.</summary>
    internal sealed class WalletsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Wallet>(wallet =>
            {
                wallet.ToTable("wallets", "wallets");
                wallet.HasKey(w => w.WalletId);
                wallet.Property(w => w.WalletId).ValueGeneratedNever();
                wallet
                    .HasIndex(w => new
                    {
                        w.TenantId,
                        w.CustomerId,
                        w.Currency,
                    })
                    .IsUnique();
                wallet.HasIndex(w => w.CustomerId);
                wallet.HasOne<Customer>().WithMany().HasForeignKey(w => w.CustomerId);
            });
            model.Entity<WalletTopUp>(MapTopUp);
            model.Entity<WalletAdjustment>(adjustment =>
            {
                adjustment.ToTable(
                    "adjustments",
                    "wallets",
                    t => t.HasCheckConstraint("ck_adjustments_amount", "amount_minor > 0")
                );
                adjustment.Property(a => a.Key).HasMaxLength(80);
                adjustment.Property(a => a.Reason).HasMaxLength(300);
                adjustment.Property(a => a.MadeBy).HasMaxLength(200);
                adjustment.HasIndex(a => new { a.TenantId, a.Key }).IsUnique();
                adjustment.HasIndex(a => a.WalletId);
                adjustment.HasOne<Wallet>().WithMany().HasForeignKey(a => a.WalletId);
            });
            model.Entity<WalletLimits>(limits =>
            {
                limits.ToTable(
                    "limits",
                    "wallets",
                    t =>
                        t.HasCheckConstraint(
                            "ck_limits_order",
                            "0 < top_up_minor AND top_up_minor <= day_minor AND day_minor <= balance_minor AND adjustment_minor > 0"
                        )
                );
                limits.HasKey(l => new { l.TenantId, l.Currency });
                limits.HasOne<Tenant>().WithMany().HasForeignKey(l => l.TenantId);
            });
        }

        private static void MapTopUp(
            Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<WalletTopUp> topUp
        )
        {
            topUp.ToTable(
                "top_ups",
                "wallets",
                t =>
                {
                    t.HasCheckConstraint("ck_top_ups_amount", "amount_minor > 0");
                    t.HasCheckConstraint(
                        "ck_top_ups_ended",
                        "(status IN ('captured', 'declined')) = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (due_at IS NOT NULL)"
                    );
                }
            );
            topUp.Property(t => t.Key).HasMaxLength(80);
            topUp.Property(t => t.Gateway).HasMaxLength(40);
            topUp.Property(t => t.GatewayReference).HasMaxLength(100);
            topUp.Property(t => t.PaymentUrl).HasMaxLength(2_000);
            topUp.Property(t => t.DeclineCode).HasMaxLength(60);
            topUp.Property(t => t.Message).HasMaxLength(500);
            topUp.HasIndex(t => t.Key).IsUnique();
            topUp.HasIndex(t => new { t.WalletId, t.RequestedAt });
            topUp
                .HasIndex(t => new { t.TenantId, t.DueAt }, "ix_top_ups_due")
                .HasFilter("due_at IS NOT NULL");
            topUp.HasOne<Wallet>().WithMany().HasForeignKey(t => t.WalletId);
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Wallet> Wallets => Set<Wallet>();

        public DbSet<WalletTopUp> WalletTopUps => Set<WalletTopUp>();

        public DbSet<WalletAdjustment> WalletAdjustments => Set<WalletAdjustment>();

        public DbSet<WalletLimits> WalletLimits => Set<WalletLimits>();
    }
}
