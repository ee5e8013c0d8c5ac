using Microsoft.EntityFrameworkCore;
using Portal.Core.Analytics;
using Portal.Core.Data;

namespace Portal.Core.Analytics
{
    /// <summary>Schema <c>analytics</c>: everything in it can be computed again from Orders' facts.</summary>
    internal sealed class AnalyticsMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.HasSequence<long>("revisions", "analytics");
            Rollup<DailyFigure>(model, "daily_figures", nameof(DailyFigure.Day));
            Rollup<DailyFailure>(
                model,
                "daily_failures",
                nameof(DailyFailure.Day),
                nameof(DailyFailure.Code)
            );
            Rollup<DailyCustomer>(
                model,
                "daily_customers",
                nameof(DailyCustomer.Day),
                nameof(DailyCustomer.CustomerId)
            );
            Rollup<CustomerTotal>(model, "customer_totals", nameof(CustomerTotal.CustomerId));
            Rollup<DailyProduct>(
                model,
                "daily_products",
                nameof(DailyProduct.Day),
                nameof(DailyProduct.ProductId)
            );
            Rollup<ProductTotal>(model, "product_totals", nameof(ProductTotal.ProductId));
            Rollup<MinuteFigure>(model, "minute_figures", nameof(MinuteFigure.Minute));
            model.Entity<DailyFailure>().Property(f => f.Code).HasMaxLength(60);
            // The board without Redis, and where a customer stands in it.
            model
                .Entity<CustomerTotal>()
                .HasIndex("TenantId", "SellerId", "Currency", "SpentMinor", "CustomerId");
            model.Entity<FiguresCheck>(check =>
            {
                check.ToTable("checks", "analytics");
                check.HasIndex(c => new { c.TenantId, c.CheckedAt });
            });
        }

        private static void Rollup<T>(ModelBuilder model, string table, params string[] key)
            where T : RollupRow =>
            model.Entity<T>(row =>
            {
                row.ToTable(table, "analytics");
                row.HasKey(["TenantId", "SellerId", "Currency", .. key]);
                row.HasIndex("TenantId", "Revision");
            });
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<DailyFigure> DailyFigures => Set<DailyFigure>();

        public DbSet<DailyFailure> DailyFailures => Set<DailyFailure>();

        public DbSet<DailyCustomer> DailyCustomers => Set<DailyCustomer>();

        public DbSet<CustomerTotal> CustomerTotals => Set<CustomerTotal>();

        public DbSet<DailyProduct> DailyProducts => Set<DailyProduct>();

        public DbSet<ProductTotal> ProductTotals => Set<ProductTotal>();

        public DbSet<MinuteFigure> MinuteFigures => Set<MinuteFigure>();

        public DbSet<FiguresCheck> FiguresChecks => Set<FiguresCheck>();
    }
}
