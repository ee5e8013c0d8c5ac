using Microsoft.EntityFrameworkCore;
using Portal.Core.Data.Idempotency;

namespace Portal.Core.Data.Idempotency
{
    /// <summary>Schema <c>data</c>.</summary>
    internal sealed class KeyedCallMapping : IModuleMapping
    {
        public void Map(ModelBuilder model) =>
            model.Entity<KeyedCallRecord>(call =>
            {
                call.ToTable(
                    "keyed_calls",
                    "data",
                    t =>
                        t.HasCheckConstraint(
                            "ck_keyed_calls_answer",
                            "(answer_status IS NULL) = (answer_body IS NULL)"
                        )
                );
                call.HasKey(c => new { c.TenantId, c.Key });
                call.Property(c => c.Key).HasMaxLength(280).UseCollation("C");
                call.HasIndex(c => c.BegunAt);
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<KeyedCallRecord> KeyedCalls => Set<KeyedCallRecord>();
    }
}
