using System.Globalization;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>Fills a tenant of a benchmark with products, customers and orders.</summary>
internal static class BenchOrders
{
    private const int Chunk = 100_000;
    private const int PiecesOfEach = 100_000_000;

    public static async Task AddShopAsync(
        BenchBed bed,
        TenantId tenant,
        int products,
        int customers,
        CancellationToken ct
    )
    {
        await bed.ExecuteAsync(
            BenchOrdersSql.AddProducts,
            ct,
            tenant.Value,
            products,
            PiecesOfEach
        );
        await bed.ExecuteAsync(BenchOrdersSql.AddCustomers, ct, tenant.Value, customers);
        await bed.ExecuteAsync("ANALYZE", ct);
    }

    /// <param name="bed">Where.</param>
    /// <param name="tenant">Whose; it has products and customers already.</param>
    /// <param name="first">Number of the first order; numbers are unique in the tenant.</param>
    /// <param name="count">How many orders.</param>
    /// <param name="lines">Lines of each.</param>
    /// <param name="isMixed">Of every status; otherwise all pending.</param>
    /// <param name="ct">Stops seeding.</param>
    public static async Task AddOrdersAsync(
        BenchBed bed,
        TenantId tenant,
        int first,
        int count,
        int lines,
        bool isMixed,
        CancellationToken ct
    )
    {
        var end = first + count;
        for (var next = first; next < end; next += Chunk)
        {
            await bed.ExecuteAsync(
                BenchOrdersSql.AddOrders,
                ct,
                tenant.Value,
                next,
                Math.Min(next + Chunk, end) - 1,
                lines,
                isMixed
            );
            // Plans of the first chunk were made on empty tables.
            await bed.ExecuteAsync(
                "ANALYZE orders.orders, orders.order_lines, orders.seller_parts",
                ct
            );
            await BenchBed.SayAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  seeded {Math.Min(next + Chunk, end) - first:#,0} of {count:#,0} orders"
                )
            );
        }
    }
}
