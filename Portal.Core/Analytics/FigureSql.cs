using Portal.Core.Orders.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// Reads of the rollups. Common parameters: $1 tenant, $2 shops (0 alone is the whole tenant),
/// $3 currency, $4 first and $5 last day. Those that count orders are for one shop or the whole tenant;
/// <see cref="SeveralShopsSql"/> has them for several shops.
/// </summary>
internal static class FigureSql
{
    public const string Days = """
        SELECT day, sum(revenue_minor)::bigint, sum(paid_orders)::bigint, sum(customers)::bigint,
            sum(completed)::bigint, sum(failed)::bigint, sum(refunds)::bigint, sum(refund_minor)::bigint
        FROM analytics.daily_figures
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $4 AND $5
        GROUP BY day ORDER BY day
        """;

    /// <summary>The last comparison with the orders. $2 and $3 are not read.</summary>
    public const string LastCheck = """
        SELECT checked_at, compared, rollup_differences + coalesce(redis_differences, 0) FROM analytics.checks
        WHERE tenant_id = $1 AND $2::bigint[] IS NOT NULL AND $3::text IS NOT NULL ORDER BY checked_at DESC LIMIT 1
        """;

    public const string Customers = """
        SELECT count(DISTINCT customer_id) FROM analytics.daily_customers
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $4 AND $5 AND orders > 0
        """;

    public const string Failures = """
        SELECT code, sum(orders)::bigint, sum(lost_minor)::bigint FROM analytics.daily_failures
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $4 AND $5
        GROUP BY code HAVING sum(orders) > 0 ORDER BY 2 DESC, 1
        """;

    /// <summary>$4 the first minute.</summary>
    public const string Minutes = """
        SELECT minute, sum(revenue_minor)::bigint, sum(completed)::bigint, sum(failed)::bigint
        FROM analytics.minute_figures
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND minute >= $4
        GROUP BY minute ORDER BY minute
        """;

    /// <summary>
    /// The part of a day before an instant, as it stood at that instant, from the orders themselves:
    /// what a day that is not over yet is compared with. $4 start of the day, $5 the instant.
    /// </summary>
    public static readonly string PartOfDay = $"""
        WITH part AS (
            SELECT o.order_id, o.customer_id, o.status, o.placed_at, o.ended_at, coalesce(p.total_minor, o.total_minor) AS amount
            FROM orders.order_facts o
            LEFT JOIN orders.part_facts p ON p.tenant_id = o.tenant_id AND p.order_id = o.order_id
                AND p.seller_id = ANY ($2) AND $2 <> ARRAY[0]::bigint[]
            WHERE o.tenant_id = $1 AND o.currency = $3 AND o.status IN ('completed', 'refunded', 'failed')
                AND o.ended_at < $5 AND (o.ended_at >= $4 OR o.placed_at >= $4 AND o.placed_at < $5)
                AND (p.order_id IS NOT NULL OR $2 = ARRAY[0]::bigint[])
        ),
        issued AS (
            SELECT r.refund_id, r.order_id, r.amount_minor FROM orders.refund_facts r
            WHERE r.tenant_id = $1 AND r.currency = $3 AND r.issued_at >= $4 AND r.issued_at < $5
        ),
        refunded AS (
            SELECT refund_id, amount_minor AS amount FROM issued WHERE $2 = ARRAY[0]::bigint[]
            UNION ALL
            SELECT r.refund_id, {RefundShareSql.Amount("r.amount_minor")} FROM issued r
            CROSS JOIN LATERAL {RefundShareSql.Parts("r.order_id")} p
            WHERE $2 <> ARRAY[0]::bigint[] AND p.seller_id = ANY ($2)
        )
        SELECT
            coalesce(sum(amount) FILTER (WHERE status <> 'failed' AND placed_at >= $4), 0)::bigint,
            count(DISTINCT order_id) FILTER (WHERE status <> 'failed' AND placed_at >= $4),
            count(DISTINCT customer_id) FILTER (WHERE status <> 'failed' AND placed_at >= $4),
            count(DISTINCT order_id) FILTER (WHERE status <> 'failed' AND ended_at >= $4),
            count(DISTINCT order_id) FILTER (WHERE status = 'failed' AND ended_at >= $4),
            (SELECT count(DISTINCT refund_id) FROM refunded), (SELECT coalesce(sum(amount), 0)::bigint FROM refunded)
        FROM part
        """;

    /// <summary>
    /// Different customers of the whole days $4 to $5 and of the part of a day that follows, as
    /// <see cref="PartOfDay"/> has it: $6 start of that day, $7 the instant.
    /// </summary>
    public const string CustomersUntil = """
        SELECT count(*) FROM (
            SELECT customer_id FROM analytics.daily_customers
            WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $4 AND $5 AND orders > 0
            UNION
            SELECT o.customer_id FROM orders.order_facts o
            WHERE o.tenant_id = $1 AND o.currency = $3 AND o.status IN ('completed', 'refunded')
                AND o.customer_id IS NOT NULL AND o.placed_at >= $6 AND o.placed_at < $7 AND o.ended_at < $7
                AND ($2 = ARRAY[0]::bigint[] OR EXISTS (SELECT FROM orders.part_facts p
                    WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.seller_id = ANY ($2)))
        ) customer
        """;

    /// <summary>The board of all time, best first. $4 rows to skip, $5 rows.</summary>
    public const string CustomersOverall = """
        SELECT customer_id, spent_minor FROM analytics.customer_totals
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND orders > 0
        ORDER BY spent_minor DESC, customer_id DESC OFFSET $4 LIMIT $5
        """;

    /// <summary>Where one customer stands overall: spent, customers above, customers in all. $4 customer.</summary>
    public const string CustomerPlace = """
        SELECT me.spent_minor,
            (SELECT count(*) FROM analytics.customer_totals t WHERE t.tenant_id = $1 AND t.seller_id = ANY ($2)
                AND t.currency = $3 AND t.orders > 0 AND t.spent_minor > me.spent_minor),
            (SELECT count(*) FROM analytics.customer_totals t WHERE t.tenant_id = $1 AND t.seller_id = ANY ($2)
                AND t.currency = $3 AND t.orders > 0)
        FROM (SELECT sum(spent_minor)::bigint AS spent_minor FROM analytics.customer_totals
            WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND customer_id = $4 AND orders > 0) me
        """;

    /// <summary>
    /// Customers of some days, with the rank they had in the days $6 to $7 before. $8 rows,
    /// $9 only these customers, or null for the best.
    /// </summary>
    public const string CustomersOfDays = """
        WITH now AS (
            SELECT customer_id, sum(orders)::bigint AS orders, sum(spent_minor)::bigint AS spent,
                rank() OVER (ORDER BY sum(spent_minor) DESC) AS rank
            FROM analytics.daily_customers
            WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $4 AND $5 AND orders > 0
            GROUP BY customer_id
        ),
        before AS (
            SELECT customer_id, rank() OVER (ORDER BY sum(spent_minor) DESC) AS rank
            FROM analytics.daily_customers
            WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND day BETWEEN $6 AND $7 AND orders > 0
            GROUP BY customer_id
        )
        SELECT now.rank, now.customer_id, now.orders, now.spent, before.rank - now.rank, c.name
        FROM now LEFT JOIN before USING (customer_id)
        JOIN orders.customer_facts c ON c.tenant_id = $1 AND c.customer_id = now.customer_id
        WHERE $9::bigint[] IS NULL OR now.customer_id = ANY ($9)
        ORDER BY now.spent DESC, now.customer_id LIMIT $8
        """;

    /// <summary>Products of some days, with the rank they had in the days $6 to $7 before. $8 rows. $2 null is every shop.</summary>
    public const string ProductsOfDays = """
        WITH now AS (
            SELECT product_id, sum(orders)::bigint AS orders, sum(quantity)::bigint AS quantity,
                sum(revenue_minor)::bigint AS revenue, rank() OVER (ORDER BY sum(quantity) DESC) AS rank
            FROM analytics.daily_products
            WHERE tenant_id = $1 AND ($2::bigint[] = ARRAY[0]::bigint[] OR seller_id = ANY ($2)) AND currency = $3
                AND day BETWEEN $4 AND $5 AND orders > 0
            GROUP BY product_id
        ),
        before AS (
            SELECT product_id, rank() OVER (ORDER BY sum(quantity) DESC) AS rank
            FROM analytics.daily_products
            WHERE tenant_id = $1 AND ($2::bigint[] = ARRAY[0]::bigint[] OR seller_id = ANY ($2)) AND currency = $3
                AND day BETWEEN $6 AND $7 AND orders > 0
            GROUP BY product_id
        )
        SELECT now.rank, now.product_id, now.orders, now.quantity, now.revenue, before.rank - now.rank, p.sku, p.name
        FROM now LEFT JOIN before USING (product_id)
        JOIN catalog.product_facts p ON p.tenant_id = $1 AND p.product_id = now.product_id
        ORDER BY now.quantity DESC, now.product_id LIMIT $8
        """;

    /// <summary>Names and totals of the customers $4, for a page of a board.</summary>
    public const string NamedCustomers = """
        SELECT t.customer_id, c.name, sum(t.orders)::bigint FROM analytics.customer_totals t
        JOIN orders.customer_facts c ON c.tenant_id = t.tenant_id AND c.customer_id = t.customer_id
        WHERE t.tenant_id = $1 AND t.seller_id = ANY ($2) AND t.currency = $3 AND t.customer_id = ANY ($4)
        GROUP BY 1, 2
        """;

    /// <summary>What the products $4 sold so far. $2 0 is every shop.</summary>
    public const string NamedProducts = """
        SELECT t.product_id, p.sku, p.name, sum(t.orders)::bigint, sum(t.revenue_minor)::bigint
        FROM analytics.product_totals t
        JOIN catalog.product_facts p ON p.tenant_id = t.tenant_id AND p.product_id = t.product_id
        WHERE t.tenant_id = $1 AND ($2::bigint[] = ARRAY[0]::bigint[] OR t.seller_id = ANY ($2)) AND t.currency = $3
            AND t.product_id = ANY ($4)
        GROUP BY 1, 2, 3
        """;

    /// <summary>Bestsellers of all time. $4 rows to skip, $5 rows.</summary>
    public const string ProductsOverall = """
        SELECT product_id, sum(quantity)::bigint FROM analytics.product_totals
        WHERE tenant_id = $1 AND ($2::bigint[] = ARRAY[0]::bigint[] OR seller_id = ANY ($2)) AND currency = $3 AND orders > 0
        GROUP BY product_id ORDER BY 2 DESC, 1 DESC OFFSET $4 LIMIT $5
        """;

    /// <summary>Customers with $4 in their name or as their reference, at most $5.</summary>
    public const string FindCustomers = """
        SELECT customer_id FROM orders.customer_facts
        WHERE tenant_id = $1 AND (strpos(lower(name), lower($4)) > 0 OR reference = $4)
        ORDER BY name, customer_id LIMIT $5
        """;
}
