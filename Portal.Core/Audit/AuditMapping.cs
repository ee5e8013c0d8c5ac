using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Data;

namespace Portal.Core.Audit
{
    /// <summary>Schema <c>audit</c>. Partitioned by month, so its DDL is written by hand.</summary>
    internal sealed class AuditMapping : IModuleMapping
    {
        public void Map(ModelBuilder model) =>
            model.Entity<AuditEntry>(entry =>
            {
                entry.ToTable("entries", "audit", t => t.ExcludeFromMigrations());
                entry.Property(e => e.Id).ValueGeneratedNever();
                entry.Property(e => e.Before).HasColumnType("jsonb");
                entry.Property(e => e.After).HasColumnType("jsonb");
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    }
}
