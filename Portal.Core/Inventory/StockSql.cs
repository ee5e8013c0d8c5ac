namespace Portal.Core.Inventory;

/// <summary>
/// Everything that changes stock. Stock rows are locked first, in order of id, in a statement of
/// their own: the statements after it then see what the transactions waited for have written.
/// </summary>
internal static class StockSql
{
    /// <summary>$1 tenants, $2 products: pairs; a pair without stock answers no row.</summary>
    public const string LockProducts = """
        SELECT s.product_id, s.on_hand - s.reserved
        FROM inventory.stock_items s
        JOIN unnest($1::bigint[], $2::bigint[]) AS wanted (tenant_id, product_id)
            ON wanted.product_id = s.product_id AND wanted.tenant_id = s.tenant_id
        ORDER BY s.id FOR UPDATE OF s
        """;

    /// <summary>$1 orders.</summary>
    public const string LockHeld = """
        SELECT s.id FROM inventory.stock_items s
        WHERE s.product_id IN (SELECT h.product_id FROM inventory.holds h WHERE h.order_id = ANY ($1))
        ORDER BY s.id FOR UPDATE
        """;

    /// <summary>$1 orders, $2 tenants, $3 products, $4 quantities, $5 how long. Stock rows are locked.</summary>
    public const string Hold = """
        WITH held AS (
            INSERT INTO inventory.holds (order_id, tenant_id, product_id, quantity, expires_at)
            SELECT order_id, tenant_id, product_id, quantity, clock_timestamp() + $5
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[])
                AS wanted (order_id, tenant_id, product_id, quantity)
            RETURNING product_id, quantity
        )
        UPDATE inventory.stock_items s SET reserved = s.reserved + d.quantity, updated_at = now()
        FROM (SELECT product_id, sum(quantity) AS quantity FROM held GROUP BY product_id) d
        WHERE s.product_id = d.product_id
        """;

    /// <summary>
    /// Ends the holds of orders: sold pieces leave, the others are free again. $1 orders, $2 whether
    /// each was sold. Stock rows are locked.
    /// </summary>
    public const string Settle = """
        WITH gone AS (
            DELETE FROM inventory.holds h
            USING unnest($1::bigint[], $2::boolean[]) AS ended (order_id, is_sold)
            WHERE h.order_id = ended.order_id
            RETURNING h.order_id, h.tenant_id, h.product_id, h.quantity, ended.is_sold
        ), moved AS (
            INSERT INTO inventory.movements (tenant_id, product_id, order_id, quantity, reason, at)
            SELECT tenant_id, product_id, order_id, -quantity, 'sold', now() FROM gone WHERE is_sold
        )
        UPDATE inventory.stock_items s SET
            reserved = s.reserved - d.held, on_hand = s.on_hand - d.sold, sold = s.sold + d.sold, updated_at = now()
        FROM (
            SELECT product_id, sum(quantity) AS held,
                   coalesce(sum(quantity) FILTER (WHERE is_sold), 0) AS sold
            FROM gone GROUP BY product_id
        ) d
        WHERE s.product_id = d.product_id
        """;
}
