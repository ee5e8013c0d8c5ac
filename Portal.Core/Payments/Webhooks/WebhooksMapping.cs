using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Payments.Webhooks;

namespace Portal.Core.Payments.Webhooks
{
    /// <summary>Schema <c>payments</c>: what gateways tell by themselves.</summary>
    internal sealed class WebhooksMapping : IModuleMapping
    {
        public void Map(ModelBuilder model) =>
            model.Entity<WebhookEvent>(told =>
            {
                told.ToTable("webhook_events", "payments");
                told.Property(e => e.Gateway).HasMaxLength(40);
                told.Property(e => e.EventId).HasMaxLength(255);
                told.Property(e => e.Type).HasMaxLength(100);
                told.HasIndex(e => new { e.Gateway, e.EventId }).IsUnique();
                told.Property(e => e.Payload).HasMaxLength(WebhookPayloadPolicy.Longest);
                told.Property(e => e.Error).HasMaxLength(500);
                told.HasIndex(e => e.ReceivedAt);
                told.HasIndex(e => e.PayoutId).HasFilter("payout_id IS NOT NULL");
                told.Property(e => e.Subject).HasMaxLength(WebhookEvent.LongestSubject);
                told.HasIndex(e => new { e.TenantId, e.Subject }).HasFilter("subject IS NOT NULL");
                told.HasIndex(e => new { e.TenantId, e.ReceivedAt });
                told.HasIndex(e => e.Id, "ix_webhook_events_new").HasFilter("status = 'waiting'");
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<WebhookEvent> WebhookEvents => Set<WebhookEvent>();
    }
}
