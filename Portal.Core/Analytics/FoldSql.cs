using Portal.Core.Orders.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// Folds a batch of order events into the rollups, set-based. Only the consumer that holds the
/// cursor runs it, so no two folds touch the same row; what is read from Orders' views (amounts,
/// customer, lines, parts) never changes after an order is placed, and what does change (when it
/// ended, why it failed) is read from the event.
/// </summary>
internal static class FoldSql
{
    /// <summary>How long minutes stay: the moving window of now, and a day to look back at it.</summary>
    public const string MinutesKeptFor = "2 days";

    /// <summary>The next revision. Taken under the cursor's lock, so revisions commit in order.</summary>
    public const string NextRevision = "SELECT nextval('analytics.revisions')";

    private static readonly string RefundShare = RefundShareSql.Amount("s.amount");

    private static readonly string OrderParts = RefundShareSql.Parts("s.order_id");

    /// <summary>
    /// $1 xids and $2 ids of the events, $3 tenants, $4 kinds, $5 order ids, $6 payloads,
    /// $7 tenants and $8 their time zones, $9 revision.
    /// </summary>
    private static readonly string Steps = $"""
        WITH happened AS MATERIALIZED (
            SELECT e.xid, e.id, e.tenant_id, e.kind, e.order_id, e.payload::jsonb AS payload, z.zone
            FROM unnest($1::xid8[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[])
                AS e (xid, id, tenant_id, kind, order_id, payload)
            JOIN unnest($7::bigint[], $8::text[]) AS z (tenant_id, zone) ON z.tenant_id = e.tenant_id
        ),
        step AS MATERIALIZED (
            SELECT h.tenant_id, h.order_id, o.customer_id, o.currency, h.zone,
                CASE WHEN h.kind = 'order.refunded' THEN (h.payload ->> 'amount_minor')::bigint
                    ELSE o.total_minor END AS amount,
                (h.kind = 'order.completed')::int AS completed,
                CASE h.kind WHEN 'order.failed' THEN 1 WHEN 'order.retried' THEN -1 ELSE 0 END AS failed,
                (h.kind = 'order.refunded')::int AS refunds,
                (o.placed_at AT TIME ZONE h.zone)::date AS placed_on,
                at.ended_at,
                (coalesce(at.ended_at, at.issued_at) AT TIME ZONE h.zone)::date AS day,
                CASE h.kind WHEN 'order.failed' THEN coalesce(h.payload ->> 'code', 'unknown')
                    WHEN 'order.retried' THEN coalesce((
                        SELECT f.payload ->> 'code' FROM events.log f
                        WHERE f.subject_kind = 'order' AND f.subject_id = h.order_id
                            AND f.tenant_id = h.tenant_id AND f.kind = 'order.failed'
                            AND (f.xid, f.id) < (h.xid, h.id)
                        ORDER BY f.xid DESC, f.id DESC LIMIT 1), 'unknown') END AS code
            FROM happened h
            JOIN orders.order_facts o ON o.tenant_id = h.tenant_id AND o.order_id = h.order_id
            CROSS JOIN LATERAL (
                SELECT coalesce(h.payload ->> 'ended_at', h.payload ->> 'previous_ended_at')::timestamptz AS ended_at,
                    (h.payload ->> 'issued_at')::timestamptz AS issued_at) at
        ),
        share AS MATERIALIZED (
            SELECT 0::bigint AS seller_id, s.* FROM step s
            UNION ALL
            SELECT p.seller_id, s.tenant_id, s.order_id, s.customer_id, s.currency, s.zone,
                CASE s.refunds WHEN 1 THEN {RefundShare} ELSE p.total_minor END::bigint,
                s.completed, s.failed, s.refunds, s.placed_on, s.ended_at, s.day, s.code
            FROM step s CROSS JOIN LATERAL {OrderParts} p
        ),
        """;

    /// <summary>Customers, the day's KPIs, causes and minutes. Parameters as <see cref="Steps"/>.</summary>
    public static readonly string Orders =
        Steps
        + """
            customer_day AS (
                INSERT INTO analytics.daily_customers AS t
                    (tenant_id, seller_id, currency, day, customer_id, orders, spent_minor, revision)
                SELECT tenant_id, seller_id, currency, placed_on, customer_id, count(*), sum(amount), $9
                FROM share WHERE completed = 1 AND customer_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5
                ON CONFLICT (tenant_id, seller_id, currency, day, customer_id) DO UPDATE SET
                    orders = t.orders + excluded.orders, spent_minor = t.spent_minor + excluded.spent_minor,
                    revision = excluded.revision
                -- xmax is 0 for a row that was inserted, not updated: the customer's first order that day.
                RETURNING t.tenant_id, t.seller_id, t.currency, t.day, (t.xmax = 0)::int AS is_new
            ),
            customer_total AS (
                INSERT INTO analytics.customer_totals AS t
                    (tenant_id, seller_id, currency, customer_id, orders, spent_minor, revision)
                SELECT tenant_id, seller_id, currency, customer_id, count(*), sum(amount), $9
                FROM share WHERE completed = 1 AND customer_id IS NOT NULL GROUP BY 1, 2, 3, 4
                ON CONFLICT (tenant_id, seller_id, currency, customer_id) DO UPDATE SET
                    orders = t.orders + excluded.orders, spent_minor = t.spent_minor + excluded.spent_minor,
                    revision = excluded.revision
            ),
            cause AS (
                INSERT INTO analytics.daily_failures AS t
                    (tenant_id, seller_id, currency, day, code, orders, lost_minor, revision)
                SELECT tenant_id, seller_id, currency, day, code, sum(failed), sum(failed * amount), $9
                FROM share WHERE failed <> 0 GROUP BY 1, 2, 3, 4, 5
                ON CONFLICT (tenant_id, seller_id, currency, day, code) DO UPDATE SET
                    orders = t.orders + excluded.orders, lost_minor = t.lost_minor + excluded.lost_minor,
                    revision = excluded.revision
            ),
            minute AS (
                INSERT INTO analytics.minute_figures AS t
                    (tenant_id, seller_id, currency, minute, revenue_minor, completed, failed, revision)
                SELECT tenant_id, seller_id, currency, date_trunc('minute', ended_at),
                    sum(completed * amount), sum(completed), sum(failed), $9
                FROM share WHERE ended_at > now() - interval '2 days' GROUP BY 1, 2, 3, 4
                ON CONFLICT (tenant_id, seller_id, currency, minute) DO UPDATE SET
                    revenue_minor = t.revenue_minor + excluded.revenue_minor,
                    completed = t.completed + excluded.completed, failed = t.failed + excluded.failed,
                    revision = excluded.revision
            ),
            change (tenant_id, seller_id, currency, day, revenue, paid, customers, completed, failed, refunds, refunded) AS (
                SELECT tenant_id, seller_id, currency, placed_on, amount, 1, 0, 0, 0, 0, 0 FROM share WHERE completed = 1
                UNION ALL
                SELECT tenant_id, seller_id, currency, day, 0, 0, 0, completed, failed, 0, 0 FROM share WHERE refunds = 0
                UNION ALL
                SELECT tenant_id, seller_id, currency, day, 0, 0, 0, 0, 0, 1, amount FROM share WHERE refunds = 1
                UNION ALL
                SELECT tenant_id, seller_id, currency, day, 0, 0, is_new, 0, 0, 0, 0 FROM customer_day
            )
            INSERT INTO analytics.daily_figures AS t
                (tenant_id, seller_id, currency, day, revenue_minor, paid_orders, customers, completed, failed,
                 refunds, refund_minor, revision)
            SELECT tenant_id, seller_id, currency, day, sum(revenue), sum(paid), sum(customers), sum(completed),
                sum(failed), sum(refunds), sum(refunded), $9
            FROM change GROUP BY 1, 2, 3, 4
            ON CONFLICT (tenant_id, seller_id, currency, day) DO UPDATE SET
                revenue_minor = t.revenue_minor + excluded.revenue_minor,
                paid_orders = t.paid_orders + excluded.paid_orders, customers = t.customers + excluded.customers,
                completed = t.completed + excluded.completed, failed = t.failed + excluded.failed,
                refunds = t.refunds + excluded.refunds, refund_minor = t.refund_minor + excluded.refund_minor,
                revision = excluded.revision
            """;

    /// <summary>
    /// Products sold. $1 tenants and $2 ids of the completed orders, $3 tenants and $4 their time
    /// zones, $5 revision. Lines that name no product of the catalog are on no board.
    /// </summary>
    public const string Products = """
        WITH sold AS MATERIALIZED (
            SELECT l.tenant_id, l.seller_id, o.currency, (o.placed_at AT TIME ZONE z.zone)::date AS day,
                l.product_id, count(DISTINCT l.order_id) AS orders, sum(l.quantity) AS quantity,
                sum(l.total_minor) AS revenue
            FROM unnest($1::bigint[], $2::bigint[]) AS e (tenant_id, order_id)
            JOIN unnest($3::bigint[], $4::text[]) AS z (tenant_id, zone) ON z.tenant_id = e.tenant_id
            JOIN orders.order_facts o ON o.tenant_id = e.tenant_id AND o.order_id = e.order_id
            JOIN orders.line_facts l ON l.tenant_id = e.tenant_id AND l.order_id = e.order_id
            WHERE l.product_id IS NOT NULL
            GROUP BY 1, 2, 3, 4, 5
        ),
        total AS (
            INSERT INTO analytics.product_totals AS t
                (tenant_id, seller_id, currency, product_id, orders, quantity, revenue_minor, revision)
            SELECT tenant_id, seller_id, currency, product_id, sum(orders), sum(quantity), sum(revenue), $5
            FROM sold GROUP BY 1, 2, 3, 4
            ON CONFLICT (tenant_id, seller_id, currency, product_id) DO UPDATE SET
                orders = t.orders + excluded.orders, quantity = t.quantity + excluded.quantity,
                revenue_minor = t.revenue_minor + excluded.revenue_minor, revision = excluded.revision
        )
        INSERT INTO analytics.daily_products AS t
            (tenant_id, seller_id, currency, day, product_id, orders, quantity, revenue_minor, revision)
        SELECT tenant_id, seller_id, currency, day, product_id, orders, quantity, revenue, $5 FROM sold
        ON CONFLICT (tenant_id, seller_id, currency, day, product_id) DO UPDATE SET
            orders = t.orders + excluded.orders, quantity = t.quantity + excluded.quantity,
            revenue_minor = t.revenue_minor + excluded.revenue_minor, revision = excluded.revision
        """;

    /// <summary>Minutes that have left the window of now. Any order of rows: nobody else deletes.</summary>
    public const string ForgetOldMinutes =
        "DELETE FROM analytics.minute_figures WHERE minute < now() - interval '2 days'";
}
