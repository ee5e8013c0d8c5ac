using Portal.Core.Orders.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// Reads for a person of several shops. An order they share is in the rollups of each, so rollups would count it more
/// than once; here each order is counted once, from the orders themselves. Common parameters: $1 tenant, $2 shops,
/// $3 currency.
/// </summary>
internal static class SeveralShopsSql
{
    /// <summary>The orders <c>o</c> with an end that the shops have a part in, and what their parts come to.</summary>
    private const string Ended = """
        orders.order_facts o
        CROSS JOIN LATERAL (SELECT sum(p.total_minor) AS amount FROM orders.part_facts p
            WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.seller_id = ANY ($2)) own
        WHERE o.tenant_id = $1 AND own.amount IS NOT NULL AND o.status IN ('completed', 'refunded', 'failed')
        """;

    /// <summary>$4 first and $5 last day, $6 the tenant's zone.</summary>
    public static readonly string Days = $"""
        WITH placed AS (
            SELECT (o.placed_at AT TIME ZONE $6)::date AS day, o.customer_id, own.amount FROM {Ended}
                AND o.currency = $3 AND o.status <> 'failed' AND {Between("o.placed_at")}
        ),
        ended AS (
            SELECT (o.ended_at AT TIME ZONE $6)::date AS day, o.status FROM {Ended}
                AND o.currency = $3 AND {Between("o.ended_at")}
        ),
        issued AS (
            SELECT r.refund_id, (r.issued_at AT TIME ZONE $6)::date AS day, {RefundShareSql.Amount(
            "r.amount_minor"
        )} AS amount
            FROM orders.refund_facts r CROSS JOIN LATERAL {RefundShareSql.Parts("r.order_id")} p
            WHERE r.tenant_id = $1 AND r.currency = $3 AND p.seller_id = ANY ($2) AND {Between("r.issued_at")}
        )
        SELECT day, sum(revenue)::bigint, sum(paid)::bigint, sum(customers)::bigint, sum(completed)::bigint,
            sum(failed)::bigint, sum(refunds)::bigint, sum(refunded)::bigint
        FROM (
            SELECT day, sum(amount) AS revenue, count(*) AS paid, count(DISTINCT customer_id) AS customers,
                0 AS completed, 0 AS failed, 0 AS refunds, 0 AS refunded
            FROM placed GROUP BY day
            UNION ALL
            SELECT day, 0, 0, 0, count(*) FILTER (WHERE status <> 'failed'), count(*) FILTER (WHERE status = 'failed'), 0, 0
            FROM ended GROUP BY day
            UNION ALL
            SELECT day, 0, 0, 0, 0, 0, count(DISTINCT refund_id), sum(amount) FROM issued GROUP BY day
        ) counted
        GROUP BY day ORDER BY day
        """;

    /// <summary>$4 first and $5 last day, $6 the tenant's zone.</summary>
    public static readonly string Failures = $"""
        SELECT coalesce(o.failure_code, 'unknown'), count(*), sum(own.amount)::bigint FROM {Ended}
            AND o.currency = $3 AND o.status = 'failed' AND {Between("o.ended_at")}
        GROUP BY 1 ORDER BY 2 DESC, 1
        """;

    /// <summary>$4 the first minute.</summary>
    public const string Minutes = $"""
        SELECT date_trunc('minute', o.ended_at), coalesce(sum(own.amount) FILTER (WHERE o.status <> 'failed'), 0)::bigint,
            count(*) FILTER (WHERE o.status <> 'failed'), count(*) FILTER (WHERE o.status = 'failed')
        FROM {Ended} AND o.currency = $3 AND o.ended_at >= $4
        GROUP BY 1 ORDER BY 1
        """;

    /// <summary>Orders that ended, of all time and of those placed since $4: the counts of <see cref="OrderStatistics"/>.</summary>
    public const string Statistics = """
        WITH own AS (
            SELECT order_id, sum(total_minor) AS amount FROM orders.part_facts
            WHERE tenant_id = $1 AND seller_id = ANY ($2) GROUP BY order_id
        )
        SELECT count(*) FILTER (WHERE o.status <> 'failed'), count(*) FILTER (WHERE o.status = 'failed'),
            coalesce(sum(own.amount) FILTER (WHERE o.status <> 'failed' AND o.currency = $3), 0)::bigint,
            count(*) FILTER (WHERE o.status <> 'failed' AND o.placed_at >= $4),
            coalesce(sum(own.amount) FILTER (WHERE o.status <> 'failed' AND o.placed_at >= $4 AND o.currency = $3), 0)::bigint
        FROM own JOIN orders.order_facts o ON o.tenant_id = $1 AND o.order_id = own.order_id
        WHERE o.status IN ('completed', 'refunded', 'failed')
        """;

    /// <summary>
    /// How many completed orders of the customers $4 the shops have a part in. $5 first and $6 last day
    /// they were placed on, or null; $7 the tenant's zone.
    /// </summary>
    public const string OrdersOfCustomers = $"""
        SELECT o.customer_id, count(*) FROM {Ended}
            AND o.currency = $3 AND o.status <> 'failed' AND o.customer_id = ANY ($4)
            AND ($5::date IS NULL OR (o.placed_at AT TIME ZONE $7)::date BETWEEN $5 AND $6)
        GROUP BY o.customer_id
        """;

    /// <summary>The board of all time, best first. $4 rows to skip, $5 rows.</summary>
    public const string CustomersOverall = """
        SELECT customer_id, sum(spent_minor)::bigint FROM analytics.customer_totals
        WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND orders > 0
        GROUP BY customer_id ORDER BY 2 DESC, 1 DESC OFFSET $4 LIMIT $5
        """;

    /// <summary>Where one customer stands overall: spent, customers above, customers in all. $4 customer.</summary>
    public const string CustomerPlace = """
        WITH board AS (
            SELECT customer_id, sum(spent_minor)::bigint AS spent_minor FROM analytics.customer_totals
            WHERE tenant_id = $1 AND seller_id = ANY ($2) AND currency = $3 AND orders > 0 GROUP BY customer_id
        )
        SELECT me.spent_minor, (SELECT count(*) FROM board WHERE board.spent_minor > me.spent_minor),
            (SELECT count(*) FROM board)
        FROM (SELECT max(spent_minor) AS spent_minor FROM board WHERE customer_id = $4) me
        """;

    private static string Between(string instant) =>
        $"{instant} >= $4::timestamp AT TIME ZONE $6 AND {instant} < ($5 + 1)::timestamp AT TIME ZONE $6";
}
