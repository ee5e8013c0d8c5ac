using Portal.Core.Orders.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// Computes rollups again from Orders' facts, as the facts were at the consumer's cursor: orders
/// with events the consumer has not read yet count as they did before those events, so a recompute
/// may run at any moment and no event is folded twice. Runs under the lock of the cursor's row.
/// </summary>
internal static class RecomputeSql
{
    /// <summary>The first and last day anything is known of. $1 tenant, $2 zone.</summary>
    public const string KnownDays = """
        SELECT min(day), max(day) FROM (
            SELECT (min(placed_at) AT TIME ZONE $2)::date AS day FROM orders.order_facts WHERE tenant_id = $1
            UNION ALL SELECT (max(placed_at) AT TIME ZONE $2)::date FROM orders.order_facts WHERE tenant_id = $1
            UNION ALL SELECT (min(ended_at) AT TIME ZONE $2)::date FROM orders.order_facts WHERE tenant_id = $1
            UNION ALL SELECT (max(ended_at) AT TIME ZONE $2)::date FROM orders.order_facts WHERE tenant_id = $1
            UNION ALL SELECT (min(issued_at) AT TIME ZONE $2)::date FROM orders.refund_facts WHERE tenant_id = $1
            UNION ALL SELECT (max(issued_at) AT TIME ZONE $2)::date FROM orders.refund_facts WHERE tenant_id = $1
            UNION ALL SELECT min(day) FROM analytics.daily_figures WHERE tenant_id = $1
            UNION ALL SELECT max(day) FROM analytics.daily_figures WHERE tenant_id = $1
        ) known
        """;

    public const string CreateStage = """
        CREATE TEMP TABLE figures_paid (seller_id bigint, order_id bigint, currency text, day date,
            customer_id bigint, amount bigint) ON COMMIT DROP;
        CREATE TEMP TABLE figures_ended (seller_id bigint, order_id bigint, currency text, day date,
            completed int, failed int, code text, amount bigint, ended_at timestamptz) ON COMMIT DROP;
        CREATE TEMP TABLE figures_refunded (seller_id bigint, order_id bigint, refund_id bigint, currency text,
            day date, amount bigint) ON COMMIT DROP
        """;

    /// <summary>$1 tenant, $2 zone, $3 from, $4 until (instants), $5 xid and $6 id of the cursor.</summary>
    private const string Unread = """
        WITH unread AS MATERIALIZED (
            SELECT DISTINCT ON (subject_id) subject_id AS order_id, kind, xid, id,
                (payload ->> 'previous_ended_at')::timestamptz AS previous_ended_at
            FROM events.log
            WHERE (xid, id) > ($5, $6) AND tenant_id = $1 AND subject_kind = 'order'
                AND kind IN ('order.completed', 'order.failed', 'order.retried')
            ORDER BY subject_id, xid, id
        )
        """;

    public const string StagePaid =
        Unread
        + """
            INSERT INTO figures_paid
            SELECT 0, o.order_id, o.currency, (o.placed_at AT TIME ZONE $2)::date, o.customer_id, o.total_minor
            FROM orders.order_facts o
            WHERE o.tenant_id = $1 AND o.status IN ('completed', 'refunded') AND o.placed_at >= $3 AND o.placed_at < $4
                AND NOT EXISTS (SELECT FROM unread u WHERE u.order_id = o.order_id)
            """;

    public const string StageEnded =
        Unread
        + """
            INSERT INTO figures_ended
            SELECT 0, o.order_id, o.currency, (o.ended_at AT TIME ZONE $2)::date, (o.status <> 'failed')::int,
                (o.status = 'failed')::int, coalesce(o.failure_code, 'unknown'), o.total_minor, o.ended_at
            FROM orders.order_facts o
            WHERE o.tenant_id = $1 AND o.status IN ('completed', 'refunded', 'failed')
                AND o.ended_at >= $3 AND o.ended_at < $4
                AND NOT EXISTS (SELECT FROM unread u WHERE u.order_id = o.order_id)
            UNION ALL
            SELECT 0, o.order_id, o.currency, (u.previous_ended_at AT TIME ZONE $2)::date, 0, 1, coalesce((
                    SELECT f.payload ->> 'code' FROM events.log f
                    WHERE f.subject_kind = 'order' AND f.subject_id = u.order_id AND f.tenant_id = $1
                        AND f.kind = 'order.failed' AND (f.xid, f.id) < (u.xid, u.id)
                    ORDER BY f.xid DESC, f.id DESC LIMIT 1), 'unknown'), o.total_minor, u.previous_ended_at
            FROM unread u JOIN orders.order_facts o ON o.tenant_id = $1 AND o.order_id = u.order_id
            WHERE u.kind = 'order.retried' AND u.previous_ended_at >= $3 AND u.previous_ended_at < $4
            """;

    public const string StageRefunded = """
        INSERT INTO figures_refunded
        SELECT 0, r.order_id, r.refund_id, r.currency, (r.issued_at AT TIME ZONE $2)::date, r.amount_minor
        FROM orders.refund_facts r
        WHERE r.tenant_id = $1 AND r.issued_at >= $3 AND r.issued_at < $4 AND NOT EXISTS (
            SELECT FROM events.log e
            WHERE (e.xid, e.id) > ($5, $6) AND e.tenant_id = $1 AND e.kind = 'order.refunded'
                AND e.subject_kind = 'order' AND e.subject_id = r.order_id
                AND (e.payload ->> 'refund_id')::bigint = r.refund_id)
        """;

    /// <summary>The shops' shares of what was staged, as <see cref="FoldSql"/> divides it. $1 tenant.</summary>
    public static readonly string[] StageShares =
    [
        """
            INSERT INTO figures_paid
            SELECT f.seller_id, p.order_id, p.currency, p.day, p.customer_id, f.total_minor
            FROM figures_paid p JOIN orders.part_facts f ON f.tenant_id = $1 AND f.order_id = p.order_id
            """,
        """
            INSERT INTO figures_ended
            SELECT f.seller_id, e.order_id, e.currency, e.day, e.completed, e.failed, e.code, f.total_minor, e.ended_at
            FROM figures_ended e JOIN orders.part_facts f ON f.tenant_id = $1 AND f.order_id = e.order_id
            """,
        $"""
            INSERT INTO figures_refunded
            SELECT p.seller_id, r.order_id, r.refund_id, r.currency, r.day, {RefundShareSql.Amount(
                "r.amount"
            )}
            FROM figures_refunded r CROSS JOIN LATERAL {RefundShareSql.Parts("r.order_id")} p
            """,
    ];

    private const string OfTheDays = "t.day BETWEEN $2 AND $3";
    private const string OfAllTime = "true";

    /// <summary>The rollups by day. $1 tenant, $2 first and $3 last day, $4 revision; answers rows compared and changed.</summary>
    public static readonly string[] ReplaceDays =
    [
        Replace(
            "daily_figures",
            "day",
            [
                "revenue_minor",
                "paid_orders",
                "customers",
                "completed",
                "failed",
                "refunds",
                "refund_minor",
            ],
            """
            SELECT seller_id, currency, day, sum(revenue)::bigint, sum(paid)::bigint, sum(customers)::bigint,
                sum(completed)::bigint, sum(failed)::bigint, sum(refunds)::bigint, sum(refunded)::bigint
            FROM (
                SELECT seller_id, currency, day, sum(amount) AS revenue, count(*) AS paid,
                    count(DISTINCT customer_id) AS customers, 0 AS completed, 0 AS failed, 0 AS refunds, 0 AS refunded
                FROM figures_paid GROUP BY 1, 2, 3
                UNION ALL
                SELECT seller_id, currency, day, 0, 0, 0, sum(completed), sum(failed), 0, 0
                FROM figures_ended GROUP BY 1, 2, 3
                UNION ALL
                SELECT seller_id, currency, day, 0, 0, 0, 0, 0, count(*), sum(amount)
                FROM figures_refunded GROUP BY 1, 2, 3
            ) part GROUP BY 1, 2, 3
            """,
            OfTheDays
        ),
        Replace(
            "daily_failures",
            "day, code",
            ["orders", "lost_minor"],
            """
            SELECT seller_id, currency, day, code, count(*), sum(amount)::bigint
            FROM figures_ended WHERE failed = 1 GROUP BY 1, 2, 3, 4
            """,
            OfTheDays
        ),
        Replace(
            "daily_customers",
            "day, customer_id",
            ["orders", "spent_minor"],
            """
            SELECT seller_id, currency, day, customer_id, count(*), sum(amount)::bigint
            FROM figures_paid WHERE customer_id IS NOT NULL GROUP BY 1, 2, 3, 4
            """,
            OfTheDays
        ),
        Replace(
            "daily_products",
            "day, product_id",
            ["orders", "quantity", "revenue_minor"],
            """
            SELECT l.seller_id, p.currency, p.day, l.product_id, count(DISTINCT l.order_id), sum(l.quantity),
                sum(l.total_minor)::bigint
            FROM figures_paid p JOIN orders.line_facts l ON l.tenant_id = $1 AND l.order_id = p.order_id
            WHERE p.seller_id = 0 AND l.product_id IS NOT NULL GROUP BY 1, 2, 3, 4
            """,
            OfTheDays
        ),
    ];

    /// <summary>
    /// The minutes of the moving window that the staged days hold; older ones are being forgotten.
    /// Parameters as <see cref="ReplaceDays"/>, and $5 the zone.
    /// </summary>
    public static readonly string ReplaceMinutes = Replace(
        "minute_figures",
        "minute",
        ["revenue_minor", "completed", "failed"],
        $"""
        SELECT seller_id, currency, date_trunc('minute', ended_at) AS minute, sum(completed * amount)::bigint,
            sum(completed)::bigint, sum(failed)::bigint
        FROM figures_ended WHERE date_trunc('minute', ended_at) > now() - interval '{FoldSql.MinutesKeptFor}'
        GROUP BY 1, 2, 3
        """,
        $"t.minute > now() - interval '{FoldSql.MinutesKeptFor}' AND (t.minute AT TIME ZONE $5)::date BETWEEN $2 AND $3"
    );

    /// <summary>The totals, from the days. $1 tenant, $2 and $3 are not read, $4 revision.</summary>
    public static readonly string[] ReplaceTotals =
    [
        Replace(
            "customer_totals",
            "customer_id",
            ["orders", "spent_minor"],
            """
            SELECT seller_id, currency, customer_id, sum(orders)::bigint, sum(spent_minor)::bigint
            FROM analytics.daily_customers WHERE tenant_id = $1 GROUP BY 1, 2, 3
            """,
            OfAllTime
        ),
        Replace(
            "product_totals",
            "product_id",
            ["orders", "quantity", "revenue_minor"],
            """
            SELECT seller_id, currency, product_id, sum(orders)::bigint, sum(quantity)::bigint,
                sum(revenue_minor)::bigint
            FROM analytics.daily_products WHERE tenant_id = $1 GROUP BY 1, 2, 3
            """,
            OfAllTime
        ),
    ];

    /// <summary>
    /// Makes a rollup equal to the expected rows and counts what had to change. Rows of nothing but
    /// zeros, which a retried order leaves behind, equal no row. Nobody else writes meanwhile, so rows
    /// are found missing before they are inserted, in the order of their index: half the time of
    /// letting each of them meet a conflict.
    /// </summary>
    private static string Replace(
        string table,
        string key,
        string[] values,
        string expected,
        string inRange
    )
    {
        var names = string.Join(", ", values);
        var keys = $"seller_id, currency, {key}";
        var stored = string.Join(", ", values.Select(v => $"t.{v}"));
        var wanted = string.Join(", ", values.Select(v => $"e.{v}"));
        var zeros = string.Join(", ", values.Select(_ => "0"));
        var set = string.Join(", ", values.Select(v => $"{v} = e.{v}"));
        var sameKey = string.Join(" AND ", keys.Split(", ").Select(k => $"e.{k} = t.{k}"));
        return $"""
            WITH expected ({keys}, {names}) AS MATERIALIZED ({expected}),
            gone AS (
                DELETE FROM analytics.{table} t WHERE t.tenant_id = $1 AND {inRange} AND ({stored}) <> ({zeros})
                    AND NOT EXISTS (SELECT FROM expected e WHERE {sameKey})
                RETURNING 1
            ),
            corrected AS (
                UPDATE analytics.{table} t SET {set}, revision = $4 FROM expected e
                WHERE t.tenant_id = $1 AND {inRange} AND {sameKey} AND ({stored}) IS DISTINCT FROM ({wanted})
                RETURNING 1
            ),
            added AS (
                INSERT INTO analytics.{table} (tenant_id, {keys}, {names}, revision)
                SELECT $1, {keys}, {names}, $4 FROM expected e
                WHERE NOT EXISTS (SELECT FROM analytics.{table} t WHERE t.tenant_id = $1 AND {inRange} AND {sameKey})
                ORDER BY {keys}
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM expected),
                (SELECT count(*) FROM gone) + (SELECT count(*) FROM corrected) + (SELECT count(*) FROM added)
            """;
    }
}
