using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Reads of reconciliation. $1 is the tenant.</summary>
internal static class ReconciliationReadSql
{
    /// <summary>Statements, breaks, lines and open lines of every account: source, account, currency, newest statement, first opening.</summary>
    public const string Accounts = """
        SELECT s.source, s.account, s.currency, s.newest, s.first_opening, s.statements, s.breaks, l.lines, l.open
        FROM (
            SELECT source, account, currency, (array_agg(id ORDER BY through_day DESC, id DESC))[1] AS newest,
                (array_agg(opening_minor ORDER BY from_day, through_day, id))[1] AS first_opening, count(*)::int AS statements,
                count(*) FILTER (WHERE opening_minor <> before)::int AS breaks
            FROM (SELECT *, lag(closing_minor) OVER (PARTITION BY source, account, currency
                    ORDER BY from_day, through_day, id) AS before
                FROM settlement.statements WHERE tenant_id = $1) each_one
            GROUP BY 1, 2, 3) s
        CROSS JOIN LATERAL (
            SELECT count(l.id) AS lines, count(l.id) FILTER (WHERE l.status = 'open') AS open
            FROM settlement.statements o JOIN settlement.statement_lines l ON l.statement_id = o.id
            WHERE o.tenant_id = $1 AND o.source = s.source AND o.account = s.account AND o.currency = s.currency) l
        ORDER BY s.source, s.account, s.currency
        """;

    /// <summary>$2 today.</summary>
    public const string Ages = """
        SELECT source, account, currency, age, count(*), sum(abs(amount_minor))::bigint
        FROM (SELECT *, CASE WHEN $2 - on_day <= 3 THEN '0–3 days' WHEN $2 - on_day <= 7 THEN '4–7 days'
                WHEN $2 - on_day <= 30 THEN '8–30 days' ELSE 'Over 30 days' END AS age
            FROM settlement.differences WHERE tenant_id = $1 AND status = 'open') d
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, min($2 - on_day)
        """;

    /// <summary>$2 the first day.</summary>
    public const string Days = """
        SELECT coalesce(l.day, d.on_day), coalesce(l.source, d.source), coalesce(l.account, d.account),
            coalesce(l.currency, d.currency), coalesce(l.minor, 0)::bigint, coalesce(d.minor, 0)::bigint
        FROM (SELECT l.booked_on AS day, s.source, s.account, s.currency, sum(l.amount_minor - l.fee_minor) AS minor
            FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
            WHERE l.tenant_id = $1 AND l.booked_on >= $2 GROUP BY 1, 2, 3, 4) l
        FULL JOIN (SELECT on_day, source, account, currency, sum(amount_minor) AS minor FROM settlement.differences
            WHERE tenant_id = $1 AND status = 'open' AND on_day >= $2 GROUP BY 1, 2, 3, 4) d
            ON d.on_day = l.day AND d.source = l.source AND d.account = l.account AND d.currency = l.currency
        ORDER BY 1 DESC, 2, 3, 4
        """;

    /// <summary>Keys and orders of charges. $2 charges.</summary>
    public const string ChargesById = $"""
        SELECT id, key, order_id FROM {CapturedChargesSql.Charges} c WHERE tenant_id = $1 AND id = ANY ($2)
        """;

    /// <summary>
    /// Charges, top-ups, refunds and chargebacks of a gateway that no line stands for, near a day, of the amount: kind, id, key, day, amount as a
    /// statement would have it, order if it has one. $2 gateway, $3 currency, $4 amount, $5 day.
    /// </summary>
    public const string GatewayCandidates = $"""
        SELECT o.kind, o.id, o.key, o.day, o.minor, o.order_id FROM (
            SELECT 'charge' AS kind, c.id, c.key, (c.captured_at AT TIME ZONE 'UTC')::date AS day, c.amount_minor AS minor,
                c.order_id
            FROM {CapturedChargesSql.Charges} c
            WHERE c.tenant_id = $1 AND c.gateway = $2 AND c.currency = $3 AND c.amount_minor = $4
            UNION ALL
            SELECT 'refund', r.refund_id, r.key, (r.sent_at AT TIME ZONE 'UTC')::date, -r.amount_minor, r.order_id
            FROM {RefundRequestsSql.Requests} r
            WHERE r.tenant_id = $1 AND r.gateway = $2 AND r.currency = $3 AND r.amount_minor = -$4::bigint AND r.status = 'sent'
            UNION ALL
            SELECT 'top_up', u.id, u.key, (u.captured_at AT TIME ZONE 'UTC')::date, u.amount_minor, NULL
            FROM {CapturedTopUpsSql.TopUps} u
            WHERE u.tenant_id = $1 AND u.gateway = $2 AND u.currency = $3 AND u.amount_minor = $4
            UNION ALL
            SELECT m.kind, m.target_id, m.reference, (m.moved_at AT TIME ZONE 'UTC')::date, m.amount_minor, NULL
            FROM settlement.gateway_movements m
            WHERE m.tenant_id = $1 AND m.gateway = $2 AND m.currency = $3 AND m.amount_minor = $4) o
        WHERE o.day BETWEEN $5::date - 10 AND $5::date + 10 AND NOT EXISTS (SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = o.kind AND t.target_id = o.id)
        ORDER BY abs(o.day - $5::date), o.id LIMIT 6
        """;

    /// <summary>What a gateway was expected to say of what a line names, unless another line stands for it. $2 kind, $3 id, $4 currency.</summary>
    public const string GatewayTarget = $"""
        SELECT o.kind, o.id, o.key, o.day, o.minor, o.order_id FROM (
            SELECT 'charge' AS kind, c.id, c.key, (c.captured_at AT TIME ZONE 'UTC')::date AS day, c.amount_minor AS minor,
                c.order_id, c.currency
            FROM {CapturedChargesSql.Charges} c WHERE c.tenant_id = $1
            UNION ALL
            SELECT 'refund', r.refund_id, r.key, (r.sent_at AT TIME ZONE 'UTC')::date, -r.amount_minor, r.order_id, r.currency
            FROM {RefundRequestsSql.Requests} r WHERE r.tenant_id = $1
            UNION ALL
            SELECT 'top_up', u.id, u.key, (u.captured_at AT TIME ZONE 'UTC')::date, u.amount_minor, NULL, u.currency
            FROM {CapturedTopUpsSql.TopUps} u WHERE u.tenant_id = $1
            UNION ALL
            SELECT m.kind, m.target_id, m.reference, (m.moved_at AT TIME ZONE 'UTC')::date, m.amount_minor, NULL, m.currency
            FROM settlement.gateway_movements m WHERE m.tenant_id = $1) o
        WHERE o.kind = $2 AND o.id = $3 AND o.currency = $4 AND NOT EXISTS (SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = o.kind AND t.target_id = o.id)
        """;
}
