using Portal.Core.Catalog.Contracts;
using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Rules;

namespace Portal.Core.Settlement;

/// <summary>Sales are moved a batch at a time; rows are locked by order and line before the books are touched.</summary>
internal static class SalesSql
{
    /// <summary>The terms of the nearest category of a sale <c>s</c> that has its own.</summary>
    private const string OfCategory = """
        (SELECT k.delivery_days, k.dispute_days FROM settlement.category_terms k
            WHERE k.tenant_id = s.tenant_id AND k.category_id = ANY (s.category_ids)
            ORDER BY array_position(s.category_ids, k.category_id) DESC LIMIT 1)
        """;

    /// <summary>
    /// The lines of paid orders, with the terms and rules that hold when they were paid and what rules ask of them.
    /// $1 orders, $2 and $3 days without terms.
    /// </summary>
    public static readonly string Record = $"""
        INSERT INTO settlement.sales (order_id, line_no, tenant_id, seller_id, product_id, category_ids, seller_level, currency,
            gross_minor, commission_minor, tax_minor, commission_rule_id, refunded_minor, captured_at, delivered_at, due_at,
            status)
        SELECT s.order_id, s.line_no, s.tenant_id, s.seller_id, s.product_id, s.category_ids, s.seller_level, s.currency,
            s.gross_minor, c.minor,
            least(s.gross_minor - c.minor, round(c.minor * coalesce(t.tax_basis_points, 0) / 10000.0)::bigint),
            r.id, 0, s.captured_at, h.received_at,
            coalesce(h.received_at, s.captured_at + make_interval(days => coalesce(g.delivery_days, t.delivery_days, $2)))
                + make_interval(days => coalesce(g.dispute_days, t.dispute_days, $3)), 'held'
        FROM (
            SELECT o.order_id, l.line_no, o.tenant_id, l.seller_id, l.product_id, k.category_ids, v.level AS seller_level,
                o.currency, l.total_minor AS gross_minor, o.ended_at AS captured_at
            FROM orders.order_facts o
            JOIN orders.line_facts l ON l.order_id = o.order_id
            LEFT JOIN {ProductCategoriesSql.Products} k ON k.product_id = l.product_id
            LEFT JOIN LATERAL (SELECT v.level FROM settlement.shop_levels v
                WHERE v.tenant_id = o.tenant_id AND v.seller_id = l.seller_id AND v.since <= o.ended_at
                ORDER BY v.since DESC, v.id DESC LIMIT 1) v ON true
            WHERE o.order_id = ANY ($1) AND NOT o.is_history AND l.total_minor > 0) s
        LEFT JOIN settlement.terms t ON t.tenant_id = s.tenant_id
        LEFT JOIN {CashReceiptsSql.Received} h ON h.order_id = s.order_id
        LEFT JOIN LATERAL {OfCategory} g ON true
        {RuleChoiceSql.Join(RuleChoiceSql.Published)}
        ON CONFLICT (order_id, line_no) DO NOTHING
        """;

    /// <summary>
    /// What buyers paid beside the lines, a row per shop, numbered from -1 down: the delivery is the shop's, the fee
    /// for the way of paying the marketplace's. $1 orders, $2 and $3 days without terms.
    /// </summary>
    public const string RecordCharges = $"""
        INSERT INTO settlement.sales (order_id, line_no, tenant_id, seller_id, currency, gross_minor, commission_minor,
            tax_minor, refunded_minor, captured_at, delivered_at, due_at, status)
        SELECT o.order_id, -row_number() OVER (PARTITION BY o.order_id ORDER BY p.seller_id), o.tenant_id, p.seller_id,
            o.currency, p.delivery_minor + p.fee_minor, p.fee_minor, 0, 0, o.ended_at, h.received_at,
            coalesce(h.received_at, o.ended_at + make_interval(days => coalesce(t.delivery_days, $2)))
                + make_interval(days => coalesce(t.dispute_days, $3)), 'held'
        FROM orders.order_facts o
        JOIN orders.part_facts p ON p.order_id = o.order_id AND p.delivery_minor + p.fee_minor > 0
        LEFT JOIN settlement.terms t ON t.tenant_id = o.tenant_id
        LEFT JOIN {CashReceiptsSql.Received} h ON h.order_id = o.order_id
        WHERE o.order_id = ANY ($1) AND NOT o.is_history
        ON CONFLICT (order_id, line_no) DO NOTHING
        """;

    private const string Columns = """
        order_id, line_no, tenant_id, seller_id, currency, gross_minor, commission_minor, tax_minor, refunded_minor, status
        """;

    /// <summary>$1 orders.</summary>
    public const string LockOrders = $"""
        SELECT {Columns} FROM settlement.sales WHERE order_id = ANY ($1) ORDER BY order_id, seller_id, line_no FOR UPDATE
        """;

    /// <summary>$1 tenant, $2 now, $3 at most.</summary>
    public const string LockDue = $"""
        SELECT {Columns} FROM settlement.sales
        WHERE tenant_id = $1 AND status = 'held' AND due_at <= $2
        ORDER BY due_at, order_id, line_no LIMIT $3 FOR UPDATE SKIP LOCKED
        """;

    /// <summary>$1 orders, $2 lines, $3 what is refunded of each now. A line in escrow of which nothing is left is done.</summary>
    public const string Refund = """
        UPDATE settlement.sales s SET refunded_minor = r.refunded,
            status = CASE WHEN r.refunded = s.gross_minor AND s.status <> 'released' THEN 'refunded' ELSE s.status END
        FROM unnest($1::bigint[], $2::int[], $3::bigint[]) AS r (order_id, line_no, refunded)
        WHERE s.order_id = r.order_id AND s.line_no = r.line_no
        """;

    /// <summary>$1 orders, $2 lines, $3 now.</summary>
    public const string Release = """
        UPDATE settlement.sales s SET status = 'released', released_at = $3
        FROM unnest($1::bigint[], $2::int[]) AS r (order_id, line_no)
        WHERE s.order_id = r.order_id AND s.line_no = r.line_no
        """;

    /// <summary>
    /// Answers how many lines it was. $1 order, $2 lines, $3 reason or null to let time go on, $4 tenant, $5 actor,
    /// $6 its name, $7 source.
    /// </summary>
    public const string Freeze = $"""
        WITH changed AS (
            UPDATE settlement.sales SET status = CASE WHEN $3::text IS NULL THEN 'held' ELSE 'frozen' END, frozen_reason = $3
            WHERE order_id = $1 AND line_no = ANY ($2) AND tenant_id = $4 AND status IN ('held', 'frozen')
            RETURNING tenant_id, order_id, line_no
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, CASE WHEN $3::text IS NULL THEN '{SettlementEvents.LetGo}' ELSE '{SettlementEvents.Frozen}' END,
                'order', order_id, now(), $5, $6, $7,
                jsonb_strip_nulls(jsonb_build_object('lines', array_agg(line_no ORDER BY line_no), 'reason', $3::text))
            FROM changed GROUP BY tenant_id, order_id
        )
        SELECT count(*) FROM changed
        """;

    /// <summary>
    /// Starts the dispute window, once, and answers for how many lines. $1 order, $2 when, $3 shops or null for all,
    /// $4 days without terms, $5 tenant, $6 actor, $7 its name, $8 source.
    /// </summary>
    public const string Deliver = $"""
        WITH changed AS (
            UPDATE settlement.sales s SET delivered_at = $2, due_at = $2 + make_interval(
                days => coalesce((SELECT g.dispute_days FROM {OfCategory} g),
                    (SELECT t.dispute_days FROM settlement.terms t WHERE t.tenant_id = s.tenant_id), $4))
            WHERE s.order_id = $1 AND s.tenant_id = $5 AND s.status IN ('held', 'frozen') AND s.delivered_at IS NULL
                AND ($3::bigint[] IS NULL OR s.seller_id = ANY ($3))
            RETURNING s.tenant_id, s.order_id, s.line_no
        ), said AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT tenant_id, '{SettlementEvents.Delivered}', 'order', order_id, $2, $6, $7, $8,
                jsonb_build_object('lines', array_agg(line_no ORDER BY line_no))
            FROM changed GROUP BY tenant_id, order_id
        )
        SELECT count(*) FROM changed
        """;
}
