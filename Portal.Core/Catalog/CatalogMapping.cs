using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Tenancy;

namespace Portal.Core.Catalog
{
    /// <summary>Schema <c>catalog</c>.</summary>
    internal sealed class CatalogMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<Product>(product =>
            {
                product.ToTable(
                    "products",
                    "catalog",
                    t => t.HasCheckConstraint("ck_products_price", "price_minor >= 0")
                );
                product.Property(p => p.Sku).HasMaxLength(64);
                product.Property(p => p.Name).HasMaxLength(300);
                product.Property(p => p.ImageKey).HasMaxLength(200);
                product.Property(p => p.Version).IsRowVersion();
                product.Ignore(p => p.Price);
                product.HasIndex(p => new { p.TenantId, p.Sku }).IsUnique();
                product.HasIndex(p => p.SellerId);
                product.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId);
                product.HasOne<Seller>().WithMany().HasForeignKey(p => p.SellerId);
                product.HasOne<Category>().WithMany().HasForeignKey(p => p.CategoryId);
            });
            model.Entity<Category>(category =>
            {
                category.ToTable(
                    "categories",
                    "catalog",
                    t =>
                        t.HasCheckConstraint(
                            "ck_categories_ancestors",
                            "ancestor_ids[cardinality(ancestor_ids)] IS NOT DISTINCT FROM parent_id"
                        )
                );
                category.Property(c => c.Name).HasMaxLength(120);
                category
                    .HasIndex(c => new
                    {
                        c.TenantId,
                        c.ParentId,
                        c.Name,
                    })
                    .IsUnique()
                    .AreNullsDistinct(false);
                category.HasOne<Category>().WithMany().HasForeignKey(c => c.ParentId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Product> Products => Set<Product>();

        public DbSet<Category> Categories => Set<Category>();
    }
}
