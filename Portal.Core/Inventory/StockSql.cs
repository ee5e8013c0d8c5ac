namespace Portal.Core.Inventory;

/// <summary>
/// Everything that changes stock. Stock rows are what batches of orders meet on, so they are locked
/// last, in order of id, in a statement of their own: the one after it then sees what the
/// transactions waited for have written.
/// </summary>
internal static class StockSql
{
    /// <summary>$1 tenants, $2 products: pairs; a pair without stock answers no row.</summary>
    public const string Available = """
        SELECT s.product_id, s.on_hand - s.reserved
        FROM inventory.stock_items s
        JOIN unnest($1::bigint[], $2::bigint[]) AS wanted (tenant_id, product_id)
            ON wanted.product_id = s.product_id AND wanted.tenant_id = s.tenant_id
        """;

    /// <summary>The same, and nobody else changes it until the transaction ends.</summary>
    public const string AvailableAndLocked = Available + " ORDER BY s.id FOR UPDATE OF s";

    /// <summary>
    /// Waits for the turn to lock stock, one transaction per tenant at a time. Row locks alone would do,
    /// but a dozen batches that all want the same hundreds of rows would then queue up at every single
    /// one. Goes before every statement that locks stock rows. $1 tenants.
    /// </summary>
    public const string Queue = """
        SELECT pg_advisory_xact_lock(hashint8(t), 1)
        FROM (SELECT DISTINCT t FROM unnest($1::bigint[]) AS t ORDER BY t) AS tenants
        """;

    /// <summary>$1 products.</summary>
    public const string Lock = """
        SELECT FROM inventory.stock_items WHERE product_id = ANY ($1) ORDER BY id FOR UPDATE
        """;

    /// <summary>$1 orders, $2 tenants, $3 products, $4 quantities, $5 how long.</summary>
    public const string AddHolds = """
        INSERT INTO inventory.holds (order_id, tenant_id, product_id, quantity, expires_at)
        SELECT order_id, tenant_id, product_id, quantity, clock_timestamp() + $5
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::int[])
            AS wanted (order_id, tenant_id, product_id, quantity)
        """;

    /// <summary>Leaves out a product of which there is too little. $1 products, $2 quantities. Stock rows are locked.</summary>
    public const string Reserve = """
        UPDATE inventory.stock_items s SET reserved = s.reserved + d.quantity, updated_at = now()
        FROM unnest($1::bigint[], $2::int[]) AS d (product_id, quantity)
        WHERE s.product_id = d.product_id AND s.on_hand - s.reserved >= d.quantity
        """;

    /// <summary>
    /// Ends the holds of orders, and answers per product how many pieces were held and sold, and the
    /// tenant. $1 orders, $2 whether each was sold.
    /// </summary>
    public const string EndHolds = """
        WITH gone AS (
            DELETE FROM inventory.holds h
            USING unnest($1::bigint[], $2::boolean[]) AS ended (order_id, is_sold)
            WHERE h.order_id = ended.order_id
            RETURNING h.order_id, h.tenant_id, h.product_id, h.quantity, ended.is_sold
        ), moved AS (
            INSERT INTO inventory.movements (tenant_id, product_id, order_id, quantity, reason, at)
            SELECT tenant_id, product_id, order_id, -quantity, 'sold', now() FROM gone WHERE is_sold
        )
        SELECT product_id, sum(quantity)::int, coalesce(sum(quantity) FILTER (WHERE is_sold), 0)::int, tenant_id
        FROM gone GROUP BY product_id, tenant_id
        """;

    /// <summary>
    /// Sold pieces leave, the others are free again. $1 products, $2 pieces held, $3 of them sold.
    /// Stock rows are locked.
    /// </summary>
    public const string Settle = """
        UPDATE inventory.stock_items s SET
            reserved = s.reserved - d.held, on_hand = s.on_hand - d.sold, sold = s.sold + d.sold, updated_at = now()
        FROM unnest($1::bigint[], $2::int[], $3::int[]) AS d (product_id, held, sold)
        WHERE s.product_id = d.product_id
        """;
}
