using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Preferences;
using Portal.Core.Tenancy;

namespace Portal.Core.Identity.Preferences
{
    /// <summary>Schema <c>identity</c>: what people keep about their tables and their bell.</summary>
    internal sealed class PreferencesMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<SavedView>(view =>
            {
                view.ToTable("saved_views", "identity");
                view.Property(v => v.Table).HasMaxLength(60);
                view.Property(v => v.Name).HasMaxLength(SavedView.LongestName);
                view.Property(v => v.Query).HasMaxLength(SavedView.LongestQuery);
                view.HasIndex(v => new
                    {
                        v.TenantId,
                        v.Table,
                        v.OwnerId,
                        v.Name,
                    })
                    .IsUnique();
                view.HasOne<Tenant>().WithMany().HasForeignKey(v => v.TenantId);
            });
            model.Entity<TableLayout>(layout =>
            {
                layout.ToTable("table_layouts", "identity");
                layout.HasKey(l => new { l.PersonId, l.Table });
                layout.Property(l => l.Table).HasMaxLength(60);
            });
            model.Entity<SeenMessages>(seen =>
            {
                seen.ToTable("seen_messages", "identity");
                seen.HasKey(s => new { s.TenantId, s.PersonId });
                seen.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<SavedView> SavedViews => Set<SavedView>();

        public DbSet<TableLayout> TableLayouts => Set<TableLayout>();

        public DbSet<SeenMessages> SeenMessages => Set<SeenMessages>();
    }
}
