using Microsoft.EntityFrameworkCore;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Data;
using Portal.Core.Orders;

namespace Portal.Core.Chargebacks.Disputes
{
    /// <summary>What gateways tell of disputes, and evidence on its way to them, in the schema <c>chargebacks</c>.</summary>
    internal sealed class DisputesMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<GatewayDispute>(dispute =>
            {
                dispute.ToTable("disputes", "chargebacks");
                dispute.Property(d => d.Gateway).HasMaxLength(40);
                dispute.Property(d => d.Reference).HasMaxLength(Chargeback.MaxReference);
                dispute.Property(d => d.Stage).HasMaxLength(40);
                dispute.Property(d => d.ReasonCode).HasMaxLength(Chargeback.MaxReasonCode);
                dispute.Property(d => d.Message).HasMaxLength(GatewayDispute.MaxMessage);
                dispute.Property(d => d.SetAsideBy).HasMaxLength(200);
                dispute.Property(d => d.SetAsideReason).HasMaxLength(GatewayDispute.MaxReason);
                dispute.HasOne<Chargeback>().WithMany().HasForeignKey(d => d.ChargebackId);
                dispute.HasOne<Order>().WithMany().HasForeignKey(d => d.OrderId);
                dispute.HasIndex(d => new { d.Gateway, d.Reference }).IsUnique();
                dispute
                    .HasIndex(d => d.ChargebackId, "ux_disputes_chargeback_id")
                    .IsUnique()
                    .HasFilter("chargeback_id IS NOT NULL");
                dispute
                    .HasIndex(d => d.OrderId, "ix_disputes_order_id")
                    .HasFilter("order_id IS NOT NULL");
                dispute
                    .HasIndex(d => new { d.TenantId, d.DueAt }, "ix_disputes_due")
                    .HasFilter("due_at IS NOT NULL");
            });
            model.Entity<EvidenceSending>(sending =>
            {
                sending.ToTable(
                    "evidence_sendings",
                    "chargebacks",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_evidence_sendings_sent",
                            "(status = 'sent') = (sent_at IS NOT NULL)"
                        );
                        t.HasCheckConstraint(
                            "ck_evidence_sendings_due",
                            "(status IN ('waiting', 'sending', 'unknown')) = (due_at IS NOT NULL)"
                        );
                    }
                );
                sending.HasKey(s => s.ChargebackId);
                sending.Property(s => s.ChargebackId).ValueGeneratedNever();
                sending.Property(s => s.Dispute).HasMaxLength(Chargeback.MaxReference);
                sending.Property(s => s.Fields).HasColumnType("jsonb");
                sending.Property(s => s.FailureCode).HasMaxLength(60);
                sending.Property(s => s.Message).HasMaxLength(500);
                sending
                    .HasOne<Chargeback>()
                    .WithOne()
                    .HasForeignKey<EvidenceSending>(s => s.ChargebackId);
                sending
                    .HasIndex(s => new { s.TenantId, s.DueAt }, "ix_evidence_sendings_due")
                    .HasFilter("due_at IS NOT NULL");
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<GatewayDispute> GatewayDisputes => Set<GatewayDispute>();

        public DbSet<EvidenceSending> EvidenceSendings => Set<EvidenceSending>();
    }
}
