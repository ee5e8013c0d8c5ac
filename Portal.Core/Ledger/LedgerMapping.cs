using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Rates;

namespace Portal.Core.Ledger
{
    /// <summary>Schema <c>ledger</c>. Entries and postings are partitioned by month, so their DDL is written by hand.</summary>
    internal sealed class LedgerMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            MapAccounts(model);
            MapEntries(model);
            MapHolds(model);
            MapRates(model);
            model.Entity<Seal>(seal =>
            {
                seal.ToTable("seals", "ledger");
                seal.HasKey(s => new { s.TenantId, s.Number });
                seal.HasIndex(s => new { s.TenantId, s.FromAt }).IsUnique();
            });
        }

        private static void MapAccounts(ModelBuilder model)
        {
            model.Entity<LedgerAccount>(account =>
            {
                account.ToTable("accounts", "ledger");
                account.Property(a => a.Owner).HasMaxLength(60);
                account
                    .HasIndex(a => new
                    {
                        a.TenantId,
                        a.Kind,
                        a.Currency,
                        a.Owner,
                    })
                    .IsUnique();
            });
            model.Entity<AccountBalance>(balance =>
            {
                balance.ToTable(
                    "balances",
                    "ledger",
                    // One constraint and not three: each is parsed anew with every statement that books.
                    t =>
                        t.HasCheckConstraint(
                            "ck_balances_floor",
                            "sign IN (1, -1) AND held_minor >= 0 AND (may_fall_below_zero OR sign * minor >= held_minor)"
                        )
                );
                balance.HasKey(b => b.AccountId);
                balance.Property(b => b.AccountId).ValueGeneratedNever();
                // Half empty pages let an update stay on its page and leave the index alone.
                balance.HasStorageParameter("fillfactor", 50);
                balance
                    .HasOne<LedgerAccount>()
                    .WithOne()
                    .HasForeignKey<AccountBalance>(b => b.AccountId);
            });
        }

        private static void MapEntries(ModelBuilder model)
        {
            model.Entity<LedgerEntry>(entry =>
                entry.ToTable("entries", "ledger", t => t.ExcludeFromMigrations())
            );
            model.Entity<Posting>(posting =>
            {
                posting.ToTable("postings", "ledger", t => t.ExcludeFromMigrations());
                posting.HasKey(p => new { p.EntryId, p.Line });
            });
            model.Entity<EntryKey>(key =>
            {
                key.ToTable("entry_keys", "ledger");
                key.Property(k => k.Key).HasMaxLength(120);
                key.HasKey(k => new { k.TenantId, k.Key });
            });
            model.Entity<EntryReversal>(reversal =>
            {
                reversal.ToTable("entry_reversals", "ledger");
                reversal.HasKey(r => r.EntryId);
                reversal.Property(r => r.EntryId).ValueGeneratedNever();
                reversal.Property(r => r.ReversedByKey).HasMaxLength(120);
                reversal.HasIndex(r => new { r.TenantId, r.ReversedByKey });
            });
        }

        private static void MapRates(ModelBuilder model)
        {
            model.Entity<ExchangeRate>(rate =>
            {
                rate.ToTable(
                    "exchange_rates",
                    "ledger",
                    t => t.HasCheckConstraint("ck_exchange_rates_per_euro", "per_euro > 0")
                );
                rate.HasKey(r => new { r.Currency, r.Day });
                rate.Property(r => r.PerEuro).HasPrecision(20, 8);
                rate.Property(r => r.Source).HasMaxLength(TakeRates.MaxSource);
                rate.HasIndex(r => r.Day);
            });
            model.Entity<Exchange>(exchange =>
            {
                exchange.ToTable(
                    "exchanges",
                    "ledger",
                    t =>
                        t.HasCheckConstraint(
                            "ck_exchanges_amounts",
                            "from_minor > 0 AND to_minor > 0 AND from_currency <> to_currency"
                        )
                );
                exchange.Property(e => e.Key).HasMaxLength(80);
                exchange.Property(e => e.BankReference).HasMaxLength(100);
                exchange.Property(e => e.ReferenceRate).HasPrecision(24, 12);
                exchange.HasIndex(e => new { e.TenantId, e.Key }).IsUnique();
            });
        }

        private static void MapHolds(ModelBuilder model) =>
            model.Entity<MoneyHold>(hold =>
            {
                hold.ToTable(
                    "holds",
                    "ledger",
                    t =>
                    {
                        t.HasCheckConstraint("ck_holds_amount", "amount_minor > 0");
                        t.HasCheckConstraint(
                            "ck_holds_posted",
                            "(status = 'posted') = (posted_minor IS NOT NULL) AND posted_minor BETWEEN 1 AND amount_minor"
                        );
                        t.HasCheckConstraint(
                            "ck_holds_ended",
                            "(status = 'pending') = (ended_at IS NULL)"
                        );
                    }
                );
                hold.Property(h => h.Key).HasMaxLength(100);
                hold.Property(h => h.ReferenceKind).HasMaxLength(40);
                hold.HasIndex(h => new { h.TenantId, h.Key }).IsUnique();
                hold.HasIndex(h => h.ExpiresAt, "ix_holds_pending").HasFilter("status = 'pending'");
                hold.HasIndex(h => h.FromAccountId, "ix_holds_from_account_id")
                    .HasFilter("status = 'pending'");
                hold.HasOne<LedgerAccount>().WithMany().HasForeignKey(h => h.FromAccountId);
                hold.HasOne<LedgerAccount>().WithMany().HasForeignKey(h => h.ToAccountId);
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<LedgerAccount> LedgerAccounts => Set<LedgerAccount>();

        public DbSet<AccountBalance> AccountBalances => Set<AccountBalance>();

        public DbSet<LedgerEntry> LedgerEntries => Set<LedgerEntry>();

        public DbSet<Posting> Postings => Set<Posting>();

        public DbSet<EntryKey> EntryKeys => Set<EntryKey>();

        public DbSet<EntryReversal> EntryReversals => Set<EntryReversal>();

        public DbSet<MoneyHold> MoneyHolds => Set<MoneyHold>();

        public DbSet<Seal> Seals => Set<Seal>();

        public DbSet<ExchangeRate> ExchangeRates => Set<ExchangeRate>();

        public DbSet<Exchange> Exchanges => Set<Exchange>();
    }
}
