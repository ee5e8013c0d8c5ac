using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Rules;
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
                terms.Property(t => t.PayerName).HasMaxLength(PayoutAccount.MaxHolderLength);
                terms.Property(t => t.PayerIban).HasMaxLength(34);
            });
            model.Entity<CategoryTerms>(terms =>
            {
                terms.ToTable("category_terms", "settlement");
                terms.HasKey(t => new { t.TenantId, t.CategoryId });
                terms.HasOne<Category>().WithMany().HasForeignKey(t => t.CategoryId);
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
                sale.Property(s => s.SellerLevel).HasMaxLength(ShopLevel.MaxLength);
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
                sale.HasIndex(
                        s => new
                        {
                            s.TenantId,
                            s.SellerId,
                            s.Currency,
                        },
                        "ix_sales_unpaid"
                    )
                    .HasFilter("status = 'released' AND payout_id IS NULL");
                sale.HasIndex(s => s.PayoutId).HasFilter("payout_id IS NOT NULL");
                sale.HasOne<Payout>().WithMany().HasForeignKey(s => s.PayoutId);
            });
            MapPayouts(model);
        }

        private static void MapPayouts(ModelBuilder model)
        {
            model.Entity<PayoutAccount>(account =>
            {
                account.ToTable(
                    "payout_accounts",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_payout_accounts_kept",
                            "minimum_minor >= 0 AND reserve_minor >= 0"
                        )
                );
                account.HasKey(a => new { a.SellerId, a.Currency });
                account.Property(a => a.HolderName).HasMaxLength(PayoutAccount.MaxHolderLength);
                account.Property(a => a.Iban).HasMaxLength(34);
                account.Property(a => a.Method).HasDefaultValue(PayoutMethod.Bank);
                account.Property(a => a.PausedReason).HasMaxLength(300);
                account.HasOne<Seller>().WithMany().HasForeignKey(a => a.SellerId);
            });
            model.Entity<PayoutRun>(run =>
            {
                run.ToTable(
                    "payout_runs",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_payout_runs_total",
                            "total_minor > 0 AND count > 0"
                        );
                        t.HasCheckConstraint(
                            "ck_payout_runs_four_eyes",
                            "submitted_by IS NULL OR approved_by IS NULL OR submitted_by <> approved_by"
                        );
                    }
                );
                run.Property(r => r.SubmittedByName).HasMaxLength(200);
                run.Property(r => r.ApprovedByName).HasMaxLength(200);
                run.Property(r => r.Version).IsRowVersion();
                run.HasIndex(r => new { r.TenantId, r.Id });
            });
            model.Entity<Payout>(payout =>
            {
                payout.ToTable(
                    "payouts",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint("ck_payouts_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_payouts_destination",
                            "(method = 'stripe') = (stripe_account IS NOT NULL)"
                        );
                    }
                );
                payout.Property(p => p.HolderName).HasMaxLength(PayoutAccount.MaxHolderLength);
                payout.Property(p => p.Iban).HasMaxLength(34);
                payout.Property(p => p.ReturnedReason).HasMaxLength(300);
                payout.Property(p => p.Method).HasDefaultValue(PayoutMethod.Bank);
                payout.Property(p => p.StripeAccount).HasMaxLength(ConnectedAccount.MaxIdLength);
                payout.HasOne<PayoutRun>().WithMany().HasForeignKey(p => p.RunId);
                payout.HasIndex(p => new { p.RunId, p.SellerId }).IsUnique();
                payout.HasIndex(p => new
                {
                    p.TenantId,
                    p.SellerId,
                    p.Id,
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

        public DbSet<PayoutAccount> PayoutAccounts => Set<PayoutAccount>();

        public DbSet<PayoutRun> PayoutRuns => Set<PayoutRun>();

        public DbSet<Payout> Payouts => Set<Payout>();

        public DbSet<SettlementTerms> SettlementTerms => Set<SettlementTerms>();

        public DbSet<CategoryTerms> CategoryTerms => Set<CategoryTerms>();
    }
}
