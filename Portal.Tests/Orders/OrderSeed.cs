using Npgsql;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>Products with stock, and orders that ask for them, written set-based as superuser.</summary>
internal sealed class OrderSeed(TestPortal portal, TenantId? tenant = null, SellerId? seller = null)
{
    private readonly long _tenant = (tenant ?? portal.Tenant).Value;
    private readonly long _seller = (seller ?? portal.Seller).Value;

    /// <summary>A product with so many pieces; answers its id.</summary>
    public Task<long> AddProductAsync(string sku, int stock) =>
        portal.AdminScalarAsync<long>(
            $"""
            WITH product AS (
                INSERT INTO catalog.products (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
                VALUES ({_tenant}, {_seller}, '{sku}', 'Product {sku}', 1000, 'GBP', 'active', now(), now()) RETURNING id
            ), stocked AS (
                INSERT INTO inventory.stock_items (tenant_id, product_id, on_hand, reserved, sold, received, updated_at)
                SELECT {_tenant}, id, {stock}, 0, 0, {stock}, now() FROM product
            ), moved AS (
                INSERT INTO inventory.movements (tenant_id, product_id, quantity, reason, at)
                SELECT {_tenant}, id, {stock}, 'received', now() FROM product WHERE {stock} > 0
            )
            SELECT id FROM product
            """
        );

    /// <summary>One pending order with a line per (product, quantity); a product of 0 is a line without one.</summary>
    public async Task<long> AddOrderAsync(params (long Product, int Quantity)[] lines)
    {
        var ids = await AddOrdersAsync(1, _ => lines);
        return ids[0];
    }

    /// <summary>So many pending orders; every piece costs 10.00.</summary>
    public async Task<IReadOnlyList<long>> AddOrdersAsync(
        int count,
        Func<int, IReadOnlyList<(long Product, int Quantity)>> linesOf
    )
    {
        var lines = Enumerable
            .Range(0, count)
            .SelectMany(i =>
                linesOf(i).Select((l, n) => (Order: i, No: n + 1, l.Product, l.Quantity))
            )
            .ToList();
        await using var connection = new NpgsqlConnection(portal.Database.AdminConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            CREATE TEMP TABLE wanted AS SELECT * FROM unnest(
                {Array(lines.Select(l => (long)l.Order))}::int[], {Array(
                lines.Select(l => (long)l.No)
            )}::int[],
                {Array(lines.Select(l => l.Product))}::bigint[], {Array(
                lines.Select(l => (long)l.Quantity)
            )}::int[]
            ) AS w (nr, line_no, product_id, quantity);
            WITH placed AS (
                INSERT INTO orders.orders (tenant_id, channel, reference, placed_at, currency, total_minor, line_count,
                    status, is_history, refunded_minor, attempt, created_at, updated_at)
                SELECT {_tenant}, 'api', '{Guid.NewGuid():N}-' || g.nr, now(), 'GBP',
                    coalesce(sum(w.quantity), 0) * 1000, count(w.*), 'pending', false, 0, 0, now(), now()
                FROM generate_series(0, {count} - 1) AS g (nr) LEFT JOIN wanted w USING (nr)
                GROUP BY g.nr ORDER BY g.nr
                RETURNING id, reference, placed_at, total_minor, line_count
            ), numbered AS (
                SELECT *, split_part(reference, '-', 2)::int AS nr FROM placed
            ), parts AS (
                INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
                SELECT id, {_seller}, {_tenant}, placed_at, total_minor, line_count FROM numbered WHERE line_count > 0
            ), lines AS (
                INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name,
                    quantity, unit_price_minor, total_minor, refunded_quantity)
                SELECT n.id, w.line_no, {_tenant}, nullif(w.product_id, 0), {_seller}, 'SKU-' || w.product_id,
                    'Product', w.quantity, 1000, w.quantity * 1000, 0
                FROM numbered n JOIN wanted w USING (nr)
            )
            SELECT array_agg(id ORDER BY nr) FROM numbered;
            """,
            connection
        );
        return (long[])(await command.ExecuteScalarAsync())!;
    }

    private static string Array(IEnumerable<long> values) => $"'{{{string.Join(',', values)}}}'";
}
