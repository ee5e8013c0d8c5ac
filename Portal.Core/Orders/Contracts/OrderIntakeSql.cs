using Portal.Core.Events.Contracts;

namespace Portal.Core.Orders.Contracts;

/// <summary>
/// Places many orders in a few statements. The caller owns connection and transaction and runs
/// them in the order of this file; each takes what the one before left in the temporary table
/// <c>order_intake</c>. Customers, then orders, are inserted in the order of their keys, so that two
/// callers never wait for each other in a circle; an order that exists is left as it is.
/// </summary>
public static class OrderIntakeSql
{
    /// <summary>Once per connection. Emptied by every commit.</summary>
    public const string CreateIntake = """
        CREATE TEMPORARY TABLE IF NOT EXISTS order_intake (
            group_no int, order_id bigint, reference text COLLATE "C", customer_id bigint,
            placed_at timestamptz, currency text, total_minor bigint, line_count int, rows int
        ) ON COMMIT DELETE ROWS
        """;

    /// <summary>A condition: tenant $1 has an order with the reference of the row.</summary>
    public static string IsThere(string row) =>
        $"EXISTS (SELECT FROM orders.orders o WHERE o.tenant_id = $1 AND o.reference = {row}.reference)";

    /// <summary>$1 tenant, $2 now.</summary>
    /// <param name="source">A select of customer_key, customer_name, customer_email.</param>
    public static string AddCustomers(string source) =>
        $"""
            INSERT INTO orders.customers (tenant_id, reference, name, email, created_at)
            SELECT $1, s.customer_key, max(coalesce(s.customer_name, s.customer_key)), max(s.customer_email), $2
            FROM ({source}) s
            WHERE s.customer_key IS NOT NULL AND NOT EXISTS (
                SELECT FROM orders.customers c WHERE c.tenant_id = $1 AND c.reference = s.customer_key)
            GROUP BY s.customer_key ORDER BY s.customer_key ON CONFLICT DO NOTHING
            """;

    /// <summary>
    /// The orders that are new, pending or, as history, completed when they were placed. $1 tenant,
    /// $2 now, $3 import, $4 is history.
    /// </summary>
    /// <param name="source">A select of group_no, reference, customer_key, placed_at, currency, total_minor, line_count, rows.</param>
    public static string PlaceOrders(string source) =>
        $"""
            WITH source AS MATERIALIZED ({source}), placed AS (
                INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency,
                    total_minor, line_count, status, is_history, import_id, refunded_minor, attempt, ended_at,
                    created_at, updated_at)
                SELECT $1, 'import', s.reference, c.id, s.placed_at, s.currency, s.total_minor, s.line_count,
                    CASE WHEN $4 THEN 'completed' ELSE 'pending' END, $4, $3, 0, 0,
                    CASE WHEN $4 THEN s.placed_at END, $2, $2
                FROM source s
                LEFT JOIN orders.customers c ON c.tenant_id = $1 AND c.reference = s.customer_key
                WHERE NOT EXISTS (
                    SELECT FROM orders.orders o WHERE o.tenant_id = $1 AND o.reference = s.reference)
                ORDER BY s.reference
                ON CONFLICT (tenant_id, reference) DO NOTHING
                RETURNING id, reference, customer_id
            )
            INSERT INTO order_intake
            SELECT s.group_no, p.id, s.reference, p.customer_id, s.placed_at, s.currency, s.total_minor,
                s.line_count, s.rows
            FROM placed p JOIN source s ON s.reference = p.reference
            """;

    /// <summary>$1 tenant.</summary>
    /// <param name="lines">
    /// A select for the one order <c>p.reference</c>: line, product_id, seller_id, sku, name,
    /// quantity, unit_price_minor.
    /// </param>
    public static string AddLines(string lines) =>
        $"""
            INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name,
                quantity, unit_price_minor, total_minor, refunded_quantity)
            SELECT p.order_id, row_number() OVER (PARTITION BY p.order_id ORDER BY l.line), $1,
                l.product_id, l.seller_id, l.sku, l.name, l.quantity, l.unit_price_minor,
                l.unit_price_minor * l.quantity, 0
            FROM order_intake p CROSS JOIN LATERAL ({lines}) l
            """;

    /// <summary>What each shop sold in the orders. $1 tenant.</summary>
    public const string AddParts = """
        INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
        SELECT p.order_id, l.seller_id, $1, p.placed_at, l.total_minor, l.line_count
        FROM order_intake p CROSS JOIN LATERAL (
            SELECT seller_id, sum(total_minor) AS total_minor, count(*) AS line_count
            FROM orders.order_lines WHERE order_id = p.order_id GROUP BY seller_id) l
        """;

    /// <summary>$1 tenant, $2 now, $3 import, $4 actor, $5 actor's name, $6 source.</summary>
    public const string AddPlacedEvents = $"""
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, '{OrderEvents.Placed}', '{OrderEvents.SubjectKind}', order_id, $2, $4, $5, $6,
            jsonb_build_object('reference', reference, 'currency', currency, 'total_minor', total_minor,
                'import_id', $3)
        FROM order_intake ORDER BY order_id
        """;

    /// <summary>For history, which is placed and completed at once. Parameters as for placed events.</summary>
    public const string AddCompletedEvents = $"""
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, '{OrderEvents.Completed}', '{OrderEvents.SubjectKind}', order_id, $2, $4, $5, $6,
            jsonb_build_object('currency', currency, 'total_minor', total_minor, 'customer_id', customer_id,
                'placed_at', placed_at, 'ended_at', placed_at, 'is_history', true, 'import_id', $3)
        FROM order_intake ORDER BY order_id
        """;

    /// <summary>
    /// Renews the statistics of the tables filled. After the first rows of an empty table every plan
    /// made so far is wrong, those of foreign keys included.
    /// </summary>
    public const string Analyze = "SELECT orders.analyze_intake()";

    internal const string CreateFunctions = """
        CREATE FUNCTION orders.analyze_intake() RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
            ANALYZE orders.customers, orders.orders, orders.order_lines, orders.seller_parts;
        END $$;
        REVOKE ALL ON FUNCTION orders.analyze_intake() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION orders.analyze_intake() TO portal_app;
        """;
}
