using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Settlement.Reconciliation;

namespace Portal.Core.Settlement.Reconciliation
{
    /// <summary>Statements and differences, in the schema <c>settlement</c>.</summary>
    internal sealed class ReconciliationMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Statement>(statement =>
            {
                statement.ToTable(
                    "statements",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_statements_days",
                            "from_day <= through_day AND line_count >= 0"
                        )
                );
                statement.Property(s => s.Account).HasMaxLength(Statement.MaxAccountLength);
                statement.Property(s => s.Reference).HasMaxLength(Statement.MaxReferenceLength);
                statement.Property(s => s.FileName).HasMaxLength(260);
                statement.Property(s => s.ImportedByName).HasMaxLength(200);
                statement
                    .HasIndex(s => new
                    {
                        s.TenantId,
                        s.Source,
                        s.Account,
                        s.Reference,
                        s.Currency,
                    })
                    .IsUnique();
            });
            MapLines(model);
            MapDifferences(model);
            MapMovements(model);
        }

        private static void MapLines(ModelBuilder model) =>
            model.Entity<StatementLine>(line =>
            {
                line.ToTable(
                    "statement_lines",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_statement_lines_target",
                            "(status = 'matched') = (target_kind IS NOT NULL)"
                        )
                );
                line.Property(l => l.Key).HasMaxLength(StatementLine.MaxKeyLength);
                line.Property(l => l.Reference).HasMaxLength(StatementLine.MaxKeyLength);
                line.Property(l => l.Settlement).HasMaxLength(StatementLine.MaxKeyLength);
                line.Property(l => l.Counterparty).HasMaxLength(140);
                line.Property(l => l.Text).HasMaxLength(StatementLine.MaxTextLength);
                line.Property(l => l.ReasonCode).HasMaxLength(10);
                line.Property(l => l.EntryKey).HasMaxLength(120);
                line.Property(l => l.FeeEntryKey).HasMaxLength(120);
                line.HasOne<Statement>().WithMany().HasForeignKey(l => l.StatementId);
                line.HasIndex(l => new { l.StatementId, l.Number }).IsUnique();
                line.HasIndex(l => new { l.TenantId, l.StatementId }, "ix_statement_lines_open")
                    .HasFilter("status = 'open'");
                // The two lines of a settlement name each other; a payment may settle several.
                line.HasIndex(
                        l => new
                        {
                            l.TenantId,
                            l.TargetKind,
                            l.TargetId,
                        },
                        "ux_statement_lines_target"
                    )
                    .IsUnique()
                    .HasFilter("target_kind <> 'settlement'");
                line.HasIndex(l => l.TargetId, "ix_statement_lines_settlement")
                    .HasFilter("target_kind = 'settlement'");
            });

        private static void MapMovements(ModelBuilder model) =>
            model.Entity<ExpectedMovement>(moved =>
            {
                moved.ToTable("gateway_movements", "settlement");
                moved.HasKey(m => new
                {
                    m.TenantId,
                    m.Kind,
                    m.TargetId,
                });
                moved.Property(m => m.Gateway).HasMaxLength(40);
                moved.Property(m => m.Reference).HasMaxLength(StatementLine.MaxKeyLength);
                moved.Property(m => m.EntryKey).HasMaxLength(120);
                moved.HasIndex(m => new
                {
                    m.TenantId,
                    m.Gateway,
                    m.Reference,
                });
            });

        private static void MapDifferences(ModelBuilder model) =>
            model.Entity<Difference>(difference =>
            {
                difference.ToTable(
                    "differences",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_differences_resolved",
                            "(status = 'resolved') = (resolution IS NOT NULL) AND (status = 'resolved') = (resolved_at IS NOT NULL)"
                        )
                );
                difference.Property(d => d.Account).HasMaxLength(Statement.MaxAccountLength);
                difference.Property(d => d.Reason).HasMaxLength(Difference.MaxReasonLength);
                difference.Property(d => d.ResolvedByName).HasMaxLength(200);
                difference.Property(d => d.EntryKey).HasMaxLength(120);
                difference.Property(d => d.Version).IsRowVersion();
                difference.HasOne<StatementLine>().WithMany().HasForeignKey(d => d.LineId);
                difference
                    .HasIndex(d => d.LineId, "ux_differences_line_id")
                    .IsUnique()
                    .HasFilter("line_id IS NOT NULL");
                difference
                    .HasIndex(
                        d => new
                        {
                            d.TenantId,
                            d.TargetKind,
                            d.TargetId,
                        },
                        "ux_differences_target"
                    )
                    .IsUnique()
                    .HasFilter("line_id IS NULL");
                difference.HasIndex(d => new
                {
                    d.TenantId,
                    d.Status,
                    d.OnDay,
                });
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Statement> Statements => Set<Statement>();

        public DbSet<StatementLine> StatementLines => Set<StatementLine>();

        public DbSet<Difference> Differences => Set<Difference>();

        public DbSet<ExpectedMovement> ExpectedMovements => Set<ExpectedMovement>();
    }
}
