using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events;

namespace Portal.Core.Events
{
    /// <summary>Schema <c>events</c>. The log is partitioned by month, so its DDL is written by hand.</summary>
    internal sealed class EventsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<EventRecord>(record =>
            {
                record.ToTable("log", "events", t => t.ExcludeFromMigrations());
                record.Property(r => r.Payload).HasColumnType("jsonb");
            });
            model.Entity<EventCursor>(cursor =>
            {
                cursor.ToTable("cursors", "events");
                cursor.HasKey(c => c.Consumer);
                cursor.Property(c => c.Consumer).HasMaxLength(63);
                cursor.Property(c => c.LastXid).HasColumnType("xid8");
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<EventRecord> EventLog => Set<EventRecord>();

        public DbSet<EventCursor> EventCursors => Set<EventCursor>();
    }
}
