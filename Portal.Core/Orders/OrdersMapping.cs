using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Orders;
using Portal.Core.Tenancy;

namespace Portal.Core.Orders
{
    /// <summary>Schema <c>orders</c>. Every index serves a sort or filter of the order list, or the workflow.</summary>
    internal sealed class OrdersMapping : IModuleMapping
    {
        private const string Breakdown =
            "delivery_minor >= 0 AND fee_minor >= 0 AND delivery_minor + fee_minor <= total_minor "
            + "AND tax_minor BETWEEN 0 AND total_minor";

        public void Map(ModelBuilder model)
        {
            model.Entity<Customer>(customer =>
            {
                customer.ToTable("customers", "orders");
                customer.Property(c => c.Reference).HasMaxLength(100).UseCollation("C");
                customer.Property(c => c.Name).HasMaxLength(200);
                customer.Property(c => c.Email).HasMaxLength(254);
                customer.HasIndex(c => new { c.TenantId, c.Reference }).IsUnique();
                customer.HasIndex(c => new { c.TenantId, c.Email });
            });
            model.Entity<Order>(MapOrder);
            model.Entity<OrderLine>(MapLine);
            model.Entity<SellerPart>(part =>
            {
                part.ToTable(
                    "seller_parts",
                    "orders",
                    t => t.HasCheckConstraint("ck_seller_parts_breakdown", Breakdown)
                );
                part.HasKey(p => new { p.OrderId, p.SellerId });
                part.Ignore(p => p.ItemsMinor);
                part.Property(p => p.DeliveryMinor).HasDefaultValue(0L);
                part.Property(p => p.FeeMinor).HasDefaultValue(0L);
                part.Property(p => p.TaxMinor).HasDefaultValue(0L);
                part.HasIndex(p => new
                {
                    p.SellerId,
                    p.PlacedAt,
                    p.OrderId,
                });
                part.HasOne<Order>().WithMany().HasForeignKey(p => p.OrderId);
                part.HasOne<Seller>().WithMany().HasForeignKey(p => p.SellerId);
            });
            model.Entity<OrderRefund>(refund =>
            {
                refund.ToTable(
                    "refunds",
                    "orders",
                    t => t.HasCheckConstraint("ck_refunds_amount", "amount_minor > 0")
                );
                refund.Property(r => r.SourceReference).HasMaxLength(100);
                refund.HasIndex(r => new { r.TenantId, r.SourceReference }).IsUnique();
                refund.HasIndex(r => new { r.TenantId, r.IssuedAt });
                refund.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId);
            });
        }

        private static void MapOrder(
            Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Order> order
        )
        {
            order.ToTable(
                "orders",
                "orders",
                t =>
                {
                    t.HasCheckConstraint("ck_orders_total", "total_minor >= 0");
                    t.HasCheckConstraint("ck_orders_breakdown", Breakdown);
                    t.HasCheckConstraint(
                        "ck_orders_refunded",
                        "refunded_minor BETWEEN 0 AND total_minor"
                    );
                    t.HasCheckConstraint(
                        "ck_orders_disputed",
                        "disputed_minor BETWEEN 0 AND total_minor - refunded_minor"
                    );
                    t.HasCheckConstraint(
                        "ck_orders_lease",
                        "(status = 'paying') = (lease_token IS NOT NULL AND leased_until IS NOT NULL)"
                    );
                    t.HasCheckConstraint(
                        "ck_orders_failure",
                        "(status = 'failed') = (failure_code IS NOT NULL)"
                    );
                    t.HasCheckConstraint(
                        "ck_orders_ended",
                        "(status IN ('pending', 'paying')) = (ended_at IS NULL)"
                    );
                }
            );
            order.Property(o => o.Channel).HasMaxLength(40);
            order.Property(o => o.Reference).HasMaxLength(100).UseCollation("C");
            order.Property(o => o.FailureCode).HasMaxLength(60);
            order.Property(o => o.FailureDetail).HasMaxLength(500);
            order.Ignore(o => o.Total);
            order.Property(o => o.DeliveryMinor).HasDefaultValue(0L);
            order.Property(o => o.FeeMinor).HasDefaultValue(0L);
            order.Property(o => o.TaxMinor).HasDefaultValue(0L);
            order.Property(o => o.DisputedMinor).HasDefaultValue(0L);
            order.HasIndex(o => new { o.TenantId, o.Reference }).IsUnique();
            order.HasIndex(o => new
            {
                o.TenantId,
                o.PlacedAt,
                o.Id,
            });
            order.HasIndex(o => new
            {
                o.TenantId,
                o.Status,
                o.PlacedAt,
                o.Id,
            });
            order.HasIndex(o => new
            {
                o.TenantId,
                o.CustomerId,
                o.PlacedAt,
                o.Id,
            });
            order.HasIndex(o => new
            {
                o.TenantId,
                o.TotalMinor,
                o.Id,
            });
            order.HasIndex(o => o.Id, "ix_orders_pending").HasFilter("status = 'pending'");
            order.HasIndex(o => o.LeasedUntil, "ix_orders_leased").HasFilter("status = 'paying'");
            order
                .HasIndex(
                    o => new
                    {
                        o.TenantId,
                        o.FailureCode,
                        o.EndedAt,
                    },
                    "ix_orders_failed"
                )
                .HasFilter("status = 'failed'");
            order
                .HasIndex(
                    o => new
                    {
                        o.TenantId,
                        o.EndedAt,
                        o.Id,
                    },
                    "ix_orders_ended"
                )
                .HasFilter("ended_at IS NOT NULL");
            order.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId);
            order.HasOne<Customer>().WithMany().HasForeignKey(o => o.CustomerId);
        }

        private static void MapLine(
            Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<OrderLine> line
        )
        {
            line.ToTable(
                "order_lines",
                "orders",
                t =>
                {
                    t.HasCheckConstraint("ck_order_lines_quantity", "quantity > 0");
                    t.HasCheckConstraint(
                        "ck_order_lines_total",
                        "total_minor = unit_price_minor * quantity AND unit_price_minor >= 0"
                    );
                    t.HasCheckConstraint(
                        "ck_order_lines_refunded",
                        "refunded_quantity BETWEEN 0 AND quantity"
                    );
                }
            );
            line.HasKey(l => new { l.OrderId, l.LineNo });
            line.Property(l => l.Sku).HasMaxLength(64);
            line.Property(l => l.Name).HasMaxLength(300);
            line.HasIndex(l => new { l.ProductId, l.OrderId });
            line.HasOne<Order>().WithMany().HasForeignKey(l => l.OrderId);
            line.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId);
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Customer> Customers => Set<Customer>();

        public DbSet<Order> Orders => Set<Order>();

        public DbSet<OrderLine> OrderLines => Set<OrderLine>();

        public DbSet<SellerPart> SellerParts => Set<SellerPart>();

        public DbSet<OrderRefund> OrderRefunds => Set<OrderRefund>();
    }
}
