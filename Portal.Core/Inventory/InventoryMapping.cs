using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Inventory;

namespace Portal.Core.Inventory
{
    /// <summary>Schema <c>inventory</c>.</summary>
    internal sealed class InventoryMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<StockItem>(stock =>
            {
                stock.ToTable(
                    "stock_items",
                    "inventory",
                    t =>
                    {
                        t.HasCheckConstraint("ck_stock_items_on_hand", "on_hand >= 0");
                        t.HasCheckConstraint(
                            "ck_stock_items_reserved",
                            "reserved BETWEEN 0 AND on_hand"
                        );
                        t.HasCheckConstraint("ck_stock_items_balance", "on_hand + sold = received");
                    }
                );
                stock.Ignore(s => s.Available);
                stock.HasIndex(s => s.ProductId).IsUnique();
                stock.HasOne<Product>().WithMany().HasForeignKey(s => s.ProductId);
            });
            model.Entity<Hold>(hold =>
            {
                hold.ToTable(
                    "holds",
                    "inventory",
                    t => t.HasCheckConstraint("ck_holds_quantity", "quantity > 0")
                );
                hold.HasKey(h => new { h.OrderId, h.ProductId });
                hold.HasIndex(h => h.ExpiresAt);
            });
            model.Entity<Movement>(movement =>
            {
                movement.ToTable(
                    "movements",
                    "inventory",
                    t => t.HasCheckConstraint("ck_movements_quantity", "quantity <> 0")
                );
                movement.HasIndex(m => new { m.ProductId, m.Id });
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<StockItem> StockItems => Set<StockItem>();

        public DbSet<Hold> Holds => Set<Hold>();

        public DbSet<Movement> Movements => Set<Movement>();
    }
}
