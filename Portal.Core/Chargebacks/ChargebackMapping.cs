using Microsoft.EntityFrameworkCore;
using Portal.Core.Chargebacks;
using Portal.Core.Data;
using Portal.Core.Orders;

namespace Portal.Core.Chargebacks
{
    /// <summary>Schema <c>chargebacks</c>.</summary>
    internal sealed class ChargebackMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Chargeback>(chargeback =>
            {
                chargeback.ToTable(
                    "chargebacks",
                    "chargebacks",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_chargebacks_amounts",
                            "amount_minor > 0 AND fee_minor >= 0"
                        );
                        t.HasCheckConstraint(
                            "ck_chargebacks_ended",
                            "(status IN ('won', 'lost')) = (ended_at IS NOT NULL)"
                        );
                        t.HasCheckConstraint(
                            "ck_chargebacks_refund",
                            "(status = 'lost') = (refund_id IS NOT NULL)"
                        );
                    }
                );
                chargeback.Property(c => c.ChargeKey).HasMaxLength(80);
                chargeback.Property(c => c.Gateway).HasMaxLength(40);
                chargeback.Property(c => c.Reference).HasMaxLength(Chargeback.MaxReference);
                chargeback.Property(c => c.Key).HasMaxLength(RecordChargebackCommand.MaxKey);
                chargeback.Property(c => c.ReasonCode).HasMaxLength(Chargeback.MaxReasonCode);
                chargeback.Property(c => c.RecordedBy).HasMaxLength(200);
                chargeback.Property(c => c.SubmittedBy).HasMaxLength(200);
                chargeback.Property(c => c.EndedBy).HasMaxLength(200);
                chargeback.Property(c => c.Version).IsRowVersion();
                chargeback.Ignore(c => c.FrozenReason);
                chargeback.HasOne<Order>().WithMany().HasForeignKey(c => c.OrderId);
                chargeback.HasIndex(c => c.OrderId);
                chargeback.HasIndex(c => new { c.TenantId, c.Key }).IsUnique();
                chargeback
                    .HasIndex(c => new
                    {
                        c.TenantId,
                        c.Gateway,
                        c.Reference,
                    })
                    .IsUnique();
                chargeback.HasIndex(c => new
                {
                    c.TenantId,
                    c.Status,
                    c.EvidenceDueAt,
                });
            });
            model.Entity<ChargebackEvidence>(evidence =>
            {
                evidence.ToTable("evidence", "chargebacks");
                evidence.HasKey(e => e.ChargebackId);
                evidence.Property(e => e.ChargebackId).ValueGeneratedNever();
                evidence.Property(e => e.Note).HasMaxLength(SubmitEvidenceCommand.MaxNote);
                evidence.Property(e => e.SubmittedBy).HasMaxLength(200);
                evidence
                    .HasOne<Chargeback>()
                    .WithOne()
                    .HasForeignKey<ChargebackEvidence>(e => e.ChargebackId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Chargeback> Chargebacks => Set<Chargeback>();

        public DbSet<ChargebackEvidence> ChargebackEvidence => Set<ChargebackEvidence>();
    }
}
