using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Imports;
using Portal.Core.Tenancy;

namespace Portal.Core.Imports
{
    /// <summary>Schema <c>imports</c>. Staging tables come and go by <c>StagingSql</c>.</summary>
    internal sealed class ImportsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Import>(MapImport);
            model.Entity<SavedMapping>(saved =>
            {
                saved.ToTable("saved_mappings", "imports");
                saved.Property(s => s.Name).HasMaxLength(SavedMapping.LongestName);
                Json(saved.Property(s => s.Mapping));
                Json(saved.Property(s => s.Options));
                saved.HasIndex(s => new { s.TenantId, s.Name }).IsUnique();
                saved.HasOne<Tenant>().WithMany().HasForeignKey(s => s.TenantId);
            });
            model.Entity<Rejection>(rejection =>
            {
                rejection.ToTable("rejections", "imports");
                rejection.HasKey(r => new { r.ImportId, r.Line });
                rejection.Property(r => r.Field).HasMaxLength(40);
                rejection.Property(r => r.Code).HasMaxLength(60);
                rejection.Property(r => r.Value).HasMaxLength(100);
                rejection.HasOne<Import>().WithMany().HasForeignKey(r => r.ImportId);
            });
        }

        private static void MapImport(EntityTypeBuilder<Import> import)
        {
            import.ToTable(
                "imports",
                "imports",
                t =>
                    t.HasCheckConstraint(
                        "ck_imports_no_row_lost",
                        "status <> 'completed' OR staged_rows = rows_accepted + rows_already_there + rows_rejected"
                    )
            );
            import.Property(i => i.FileName).HasMaxLength(260);
            import.Property(i => i.FileKey).HasMaxLength(200);
            import.Property(i => i.FileHash).HasMaxLength(64);
            import.Property(i => i.CreatedBy).HasMaxLength(200);
            import.Property(i => i.FailureCode).HasMaxLength(60);
            import.Property(i => i.FailureMessage).HasMaxLength(500);
            Json(import.Property(i => i.Setup));
            Json(import.Property(i => i.Preview));
            Json(import.Property(i => i.Report));
            import.HasIndex(i => new { i.TenantId, i.Id });
            import.HasIndex(i => new { i.TenantId, i.FileHash });
            import.HasOne<Tenant>().WithMany().HasForeignKey(i => i.TenantId);
            import.HasOne<Seller>().WithMany().HasForeignKey(i => i.SellerId);
        }

        private static void Json<T>(PropertyBuilder<T> property) =>
            property
                .HasColumnType("jsonb")
                .HasConversion(
                    value => JsonSerializer.Serialize(value, EventLog.Json),
                    text => JsonSerializer.Deserialize<T>(text, EventLog.Json)!
                );
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Import> Imports => Set<Import>();

        public DbSet<SavedMapping> SavedMappings => Set<SavedMapping>();

        public DbSet<Rejection> Rejections => Set<Rejection>();
    }
}
