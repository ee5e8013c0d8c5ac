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
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Product> Products => Set<Product>();
    }
}
