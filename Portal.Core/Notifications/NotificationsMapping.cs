using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Notifications;

namespace Portal.Core.Notifications
{
    /// <summary>Schema <c>notifications</c>. Deliveries are partitioned by month, so their DDL is written by hand.</summary>
    internal sealed class NotificationsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<NotificationDelivery>(delivery =>
            {
                delivery.ToTable("deliveries", "notifications", t => t.ExcludeFromMigrations());
                delivery.HasKey(d => new { d.Id, d.CreatedAt });
                delivery.Property(d => d.Id).ValueGeneratedNever();
            });
            model.Entity<NotificationTemplate>(template =>
            {
                template.ToTable("templates", "notifications");
                template.Property(t => t.Subject).HasMaxLength(SaveTemplateCommand.MaxSubject);
                template.Property(t => t.Body).HasMaxLength(SaveTemplateCommand.MaxBody);
                template.Property(t => t.CreatedBy).HasMaxLength(200);
                template
                    .HasIndex(t => new
                    {
                        t.TenantId,
                        t.Kind,
                        t.Channel,
                    })
                    .IsUnique()
                    .HasFilter("is_current");
            });
            model.Entity<CustomerPreference>(preference =>
            {
                preference.ToTable("preferences", "notifications");
                preference.HasKey(p => new
                {
                    p.TenantId,
                    p.CustomerId,
                    p.Kind,
                    p.Channel,
                });
            });
            model.Entity<DeliveryCount>(count =>
            {
                count.ToTable("counts", "notifications");
                count.HasKey(c => new
                {
                    c.TenantId,
                    c.Day,
                    c.Kind,
                    c.Channel,
                    c.Status,
                });
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<NotificationDelivery> NotificationDeliveries => Set<NotificationDelivery>();

        public DbSet<NotificationTemplate> NotificationTemplates => Set<NotificationTemplate>();

        public DbSet<CustomerPreference> CustomerPreferences => Set<CustomerPreference>();

        public DbSet<DeliveryCount> DeliveryCounts => Set<DeliveryCount>();
    }
}
