using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Orders.Checkout;
using Portal.Core.Tenancy;

namespace Portal.Core.Orders.Checkout
{
    /// <summary>Carts, what can be chosen at checkout, and what was. Schema <c>orders</c>.</summary>
    internal sealed class CheckoutMapping : IModuleMapping
    {
        private const int CodeLength = 40;
        private const int NameLength = 100;

        public void Map(ModelBuilder model)
        {
            model.Entity<Cart>(cart =>
            {
                cart.ToTable("carts", "orders");
                cart.Property(c => c.Id)
                    .HasConversion(id => id.Value, value => new CartId(value))
                    .ValueGeneratedNever();
                cart.Property(c => c.CustomerReference).HasMaxLength(100);
                cart.Property(c => c.Address).HasColumnType("jsonb");
                cart.Property(c => c.Country).HasMaxLength(2);
                cart.Property(c => c.DeliveryCode).HasMaxLength(CodeLength);
                cart.Property(c => c.PaymentCode).HasMaxLength(CodeLength);
                cart.HasIndex(c => c.ExpiresAt);
                cart.HasOne<Tenant>().WithMany().HasForeignKey(c => c.TenantId);
            });
            model.Entity<CartLine>(line =>
            {
                line.ToTable(
                    "cart_lines",
                    "orders",
                    t =>
                        t.HasCheckConstraint(
                            "ck_cart_lines_amounts",
                            "quantity > 0 AND unit_price_minor >= 0"
                        )
                );
                line.HasKey(l => new { l.CartId, l.ProductId });
                line.Property(l => l.CartId)
                    .HasConversion(id => id.Value, value => new CartId(value));
                line.HasOne<Cart>().WithMany().HasForeignKey(l => l.CartId);
                line.HasOne<Product>().WithMany().HasForeignKey(l => l.ProductId);
            });
            model.Entity<DeliveryOption>(option =>
            {
                option.ToTable(
                    "delivery_options",
                    "orders",
                    t => t.HasCheckConstraint("ck_delivery_options_price", "price_minor >= 0")
                );
                option.Property(o => o.Code).HasMaxLength(CodeLength);
                option.Property(o => o.Name).HasMaxLength(NameLength);
                option.Property(o => o.Country).HasMaxLength(2);
                option
                    .HasIndex(o => new
                    {
                        o.TenantId,
                        o.Code,
                        o.Country,
                        o.Currency,
                    })
                    .IsUnique();
                option.HasOne<Tenant>().WithMany().HasForeignKey(o => o.TenantId);
            });
            model.Entity<TaxRate>(rate =>
            {
                rate.ToTable(
                    "tax_rates",
                    "orders",
                    t =>
                        t.HasCheckConstraint(
                            "ck_tax_rates_basis_points",
                            "basis_points BETWEEN 0 AND 10000"
                        )
                );
                rate.HasKey(r => new { r.TenantId, r.Country });
                rate.Property(r => r.Country).HasMaxLength(2);
                rate.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId);
            });
            model.Entity<OrderCheckout>(checkout =>
            {
                checkout.ToTable("order_checkouts", "orders");
                checkout.HasKey(c => c.OrderId);
                checkout.Property(c => c.OrderId).ValueGeneratedNever();
                checkout.Property(c => c.Address).HasColumnType("jsonb");
                checkout.Property(c => c.DeliveryCode).HasMaxLength(CodeLength);
                checkout.Property(c => c.DeliveryName).HasMaxLength(NameLength);
                checkout.Property(c => c.PaymentCode).HasMaxLength(CodeLength);
                checkout.Property(c => c.PaymentName).HasMaxLength(NameLength);
                checkout.Property(c => c.PaymentGateway).HasMaxLength(CodeLength);
                checkout.HasOne<Order>().WithOne().HasForeignKey<OrderCheckout>(c => c.OrderId);
            });
        }
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<Cart> Carts => Set<Cart>();

        public DbSet<CartLine> CartLines => Set<CartLine>();

        public DbSet<DeliveryOption> DeliveryOptions => Set<DeliveryOption>();

        public DbSet<TaxRate> TaxRates => Set<TaxRate>();

        public DbSet<OrderCheckout> OrderCheckouts => Set<OrderCheckout>();
    }
}
