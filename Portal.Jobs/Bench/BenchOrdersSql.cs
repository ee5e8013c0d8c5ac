namespace Portal.Jobs.Bench;

/// <summary>
/// Seeds of the benchmarks. Everything follows from row numbers by a hash, so that two runs work on
/// the same rows. Run as the owner.
/// </summary>
internal static class BenchOrdersSql
{
    /// <summary>$1 tenant, $2 how many, $3 pieces of each on hand.</summary>
    public const string AddProducts = """
        WITH shops AS (
            SELECT array_agg(id ORDER BY id) AS ids FROM tenancy.sellers WHERE tenant_id = $1
        ), made AS (
            INSERT INTO catalog.products (tenant_id, seller_id, sku, name, price_minor, currency, status, created_at, updated_at)
            SELECT $1, ids[1 + n % cardinality(ids)], 'SKU-' || n, 'Product ' || n, 100 + n * 37 % 5000, 'GBP', 'active', now(), now()
            FROM generate_series(1, $2) AS n, shops
            RETURNING id
        ), stocked AS (
            INSERT INTO inventory.stock_items (tenant_id, product_id, on_hand, reserved, sold, received, updated_at)
            SELECT $1, id, $3, 0, 0, $3, now() FROM made ORDER BY id
        )
        INSERT INTO inventory.movements (tenant_id, product_id, quantity, reason, at)
        SELECT $1, id, $3, 'received', now() FROM made ORDER BY id
        """;

    /// <summary>$1 tenant, $2 how many.</summary>
    public const string AddCustomers = """
        INSERT INTO orders.customers (tenant_id, reference, name, email, created_at)
        SELECT $1, 'C' || n, 'Customer ' || n, 'customer' || n || '@example.com', now()
        FROM generate_series(1, $2) AS n
        """;

    /// <summary>
    /// Pending orders of the last two days with $4 lines each, or orders of a year in every status when $5. $1 tenant, $2 first and $3 last number.
    /// </summary>
    public const string AddOrders = """
        WITH products AS MATERIALIZED (
            SELECT row_number() OVER (ORDER BY id) - 1 AS no, count(*) OVER () AS many, id, seller_id, sku, name, price_minor
            FROM catalog.products WHERE tenant_id = $1
        ), customers AS MATERIALIZED (
            SELECT row_number() OVER (ORDER BY id) - 1 AS no, id FROM orders.customers WHERE tenant_id = $1
        ), lines AS MATERIALIZED (
            SELECT n, l, p.id AS product_id, p.seller_id, p.sku, p.name, p.price_minor,
                   1 + (hashint4(n * 7 + l) & 3) AS quantity
            FROM generate_series($2, $3) AS n
            CROSS JOIN generate_series(1, $4) AS l
            JOIN products p ON p.no = (hashint4(n * 16 + l) & 2147483647) % (SELECT max(many) FROM products)
        ), sums AS (
            SELECT n, (hashint4(n) & 1023) AS dice, (hashint4(n + 7) & 2147483647) AS chance,
                   sum(quantity * price_minor) AS total_minor
            FROM lines GROUP BY n
        ), placed AS (
            INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency, total_minor,
                line_count, status, is_history, failure_code, ended_at, refunded_minor, attempt, created_at, updated_at)
            SELECT $1, 'demo', 'B' || lpad(n::text, 9, '0'), c.id, now() - make_interval(secs => chance % CASE WHEN $5 THEN 31536000 ELSE 172800 END), 'GBP',
                   total_minor, $4, s.status, false,
                   CASE WHEN s.status = 'failed' THEN (ARRAY['out_of_stock', 'payment_declined'])[1 + n % 2] END,
                   CASE WHEN s.status <> 'pending' THEN now() - make_interval(secs => chance % 31536000 - 60) END,
                   0, 0, now(), now()
            FROM sums
            CROSS JOIN LATERAL (SELECT CASE WHEN NOT $5 OR dice < 8 THEN 'pending' WHEN dice < 100 THEN 'failed'
                WHEN dice < 120 THEN 'cancelled' ELSE 'completed' END AS status) s
            JOIN customers c ON c.no = chance % (SELECT count(*) FROM customers)
            ORDER BY n
            RETURNING id, reference, placed_at
        ), numbered AS MATERIALIZED (
            SELECT id, substr(reference, 2)::int AS n, placed_at FROM placed
        ), parts AS (
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
            SELECT o.id, l.seller_id, $1, o.placed_at, sum(l.quantity * l.price_minor), count(*)
            FROM numbered o JOIN lines l USING (n) GROUP BY o.id, l.seller_id, o.placed_at
        )
        INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
            unit_price_minor, total_minor, refunded_quantity)
        SELECT o.id, l.l, $1, l.product_id, l.seller_id, l.sku, l.name, l.quantity, l.price_minor,
               l.quantity * l.price_minor, 0
        FROM numbered o JOIN lines l USING (n)
        """;
}
