using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Writes down what does not match, and clears what matches by now. What a person resolved is left alone.</summary>
internal static class DifferencesSql
{
    /// <summary>Days after which something that has no counterpart is missing and no longer late.</summary>
    private const string WaitDays = "3";

    /// <summary>Days; earlier passes have looked at what is older.</summary>
    private const string LookBackDays = "60";

    private const string Columns = """
        tenant_id, source, account, line_id, kind, target_kind, target_id, currency, amount_minor, on_day, found_at, status, turn
        """;

    private const string Update = """
        DO UPDATE SET kind = excluded.kind, target_kind = excluded.target_kind, target_id = excluded.target_id,
            amount_minor = excluded.amount_minor, status = 'open'
        WHERE d.status <> 'resolved' AND (d.kind, d.target_id, d.amount_minor, d.status)
            IS DISTINCT FROM (excluded.kind, excluded.target_id, excluded.amount_minor, 'open')
        """;

    /// <summary>$1 tenant, $2 statement, $3 today, $4 now.</summary>
    public const string OfGateway = $"""
        WITH named AS (SELECT DISTINCT ON (line_id) * FROM {StatementsSql.NamedByGateway} n ORDER BY line_id),
        bank AS (SELECT currency, max(through_day) AS through FROM settlement.statements
            WHERE tenant_id = $1 AND source = 'bank' GROUP BY 1)
        INSERT INTO settlement.differences AS d ({Columns})
        SELECT l.tenant_id, 'gateway', s.account, l.id,
            CASE WHEN l.kind = 'settlement' THEN
                    CASE WHEN coalesce(bank.through < l.booked_on + {WaitDays}, true) THEN 'waiting' ELSE 'missing_there' END
                WHEN n.line_id IS NULL THEN CASE WHEN l.booked_on > $3::date - {WaitDays} THEN 'waiting' ELSE 'missing_here' END
                WHEN n.currency <> l.currency THEN 'wrong_currency'
                WHEN t.id IS NOT NULL OR n.expected = l.amount_minor AND {StatementsSql.FeeFits} THEN 'duplicate'
                ELSE 'wrong_amount' END,
            n.target_kind, n.target_id, l.currency,
            CASE WHEN n.currency = l.currency AND t.id IS NULL AND NOT (n.expected = l.amount_minor AND {StatementsSql.FeeFits})
                THEN l.amount_minor - n.expected - CASE n.booked_fee WHEN 0 THEN 0 ELSE l.fee_minor - n.booked_fee END
                ELSE l.amount_minor END,
            l.booked_on, $4, 'open', 0
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        LEFT JOIN named n ON n.line_id = l.id
        LEFT JOIN settlement.statement_lines t ON t.tenant_id = $1 AND t.target_kind = n.target_kind AND t.target_id = n.target_id
            AND t.target_kind <> 'settlement'
        LEFT JOIN bank ON bank.currency = l.currency
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind <> 'fee'
        ON CONFLICT (line_id) WHERE line_id IS NOT NULL {Update}
        """;

    /// <summary>$1 tenant, $2 statement, $3 today, $4 now.</summary>
    public const string OfBank = $"""
        INSERT INTO settlement.differences AS d ({Columns})
        SELECT l.tenant_id, 'bank', s.account, l.id,
            CASE WHEN n.target_id IS NULL THEN
                    CASE WHEN l.kind <> 'debit' AND l.booked_on > $3::date - {WaitDays} THEN 'waiting' ELSE 'missing_here' END
                WHEN n.currency <> l.currency THEN 'wrong_currency'
                WHEN t.id IS NOT NULL THEN 'duplicate'
                WHEN n.expected <> l.amount_minor THEN 'wrong_amount'
                WHEN l.booked_on > $3::date - {WaitDays} THEN 'waiting' ELSE 'missing_here' END,
            n.target_kind, n.target_id, l.currency,
            CASE WHEN n.currency = l.currency AND t.id IS NULL AND n.expected <> l.amount_minor
                THEN l.amount_minor - n.expected ELSE l.amount_minor END,
            l.booked_on, $4, 'open', 0
        FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id
        LEFT JOIN LATERAL (
            SELECT CASE WHEN l.kind = 'debit' THEN 'payout' ELSE 'payout_return' END AS target_kind, p.id AS target_id,
                CASE WHEN l.kind = 'debit' THEN -p.amount_minor ELSE p.amount_minor END AS expected, p.currency
            FROM settlement.payouts p WHERE {BankMatchesSql.NamedPayout}
            UNION ALL
            SELECT 'settlement', g.id, -g.amount_minor, g.currency FROM settlement.statement_lines g
            WHERE g.tenant_id = $1 AND g.kind = 'settlement' AND g.status = 'open' AND l.kind = 'credit'
                AND l.booked_on BETWEEN g.booked_on - 1 AND g.booked_on + 30 AND {BankMatchesSql.NamesSettlement}
            LIMIT 1) n ON true
        LEFT JOIN settlement.statement_lines t ON t.tenant_id = $1 AND t.target_kind = n.target_kind
            AND t.target_id = n.target_id AND t.target_kind <> 'settlement'
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open'
        ON CONFLICT (line_id) WHERE line_id IS NOT NULL {Update}
        """;

    /// <summary>
    /// Charges, refunds, payouts and chargebacks of days that a gateway's statements cover, and that none of them has; one that a line names is
    /// the line's. $1 tenant, $2 now.
    /// </summary>
    public const string MissingAtGateways = $"""
        INSERT INTO settlement.differences AS d ({Columns})
        SELECT $1, 'gateway', s.account, NULL,
            CASE WHEN o.on_day > s.through - {WaitDays} THEN 'waiting' ELSE 'missing_there' END,
            o.target_kind, o.target_id, s.currency, -o.expected, o.on_day, $2, 'open', 0
        FROM (SELECT account, currency, greatest(min(from_day), max(through_day) - {LookBackDays}) AS since,
                max(through_day) AS through
            FROM settlement.statements WHERE tenant_id = $1 AND source = 'gateway' GROUP BY 1, 2) s
        JOIN (
            SELECT 'charge' AS target_kind, id AS target_id, gateway, currency, amount_minor AS expected,
                (captured_at AT TIME ZONE 'UTC')::date AS on_day FROM {CapturedChargesSql.Charges} c WHERE tenant_id = $1
            UNION ALL
            SELECT 'refund', refund_id, gateway, currency, -amount_minor, (sent_at AT TIME ZONE 'UTC')::date
            FROM {RefundRequestsSql.Requests} WHERE tenant_id = $1 AND status = 'sent'
            UNION ALL
            SELECT 'top_up', id, gateway, currency, amount_minor, (captured_at AT TIME ZONE 'UTC')::date
            FROM {CapturedTopUpsSql.TopUps} t WHERE tenant_id = $1
            UNION ALL
            SELECT 'payout', id, method, currency, -amount_minor, (paid_at AT TIME ZONE 'UTC')::date
            FROM settlement.payouts WHERE tenant_id = $1 AND method = 'stripe' AND status = 'paid'
            UNION ALL
            SELECT kind, target_id, gateway, currency, amount_minor, (moved_at AT TIME ZONE 'UTC')::date
            FROM settlement.gateway_movements WHERE tenant_id = $1
        ) o ON o.gateway = s.account AND o.currency = s.currency AND o.on_day BETWEEN s.since AND s.through
        WHERE {IsUnseen}
        ON CONFLICT (tenant_id, target_kind, target_id) WHERE line_id IS NULL {Update}
        """;

    /// <summary>Payouts and refunds that left, and that no statement of a bank has though it covers the day. $1 tenant, $2 now.</summary>
    public const string MissingAtBanks = $"""
        INSERT INTO settlement.differences AS d ({Columns})
        SELECT $1, 'bank', s.account, NULL,
            CASE WHEN o.on_day > s.through - {WaitDays} THEN 'waiting' ELSE 'missing_there' END,
            o.target_kind, o.target_id, s.currency, o.minor, o.on_day, $2, 'open', 0
        FROM (SELECT DISTINCT ON (currency) currency, account,
                greatest(min(from_day) OVER (PARTITION BY currency), max(through_day) OVER (PARTITION BY currency) - {LookBackDays}) AS since,
                max(through_day) OVER (PARTITION BY currency) AS through
            FROM settlement.statements WHERE tenant_id = $1 AND source = 'bank' ORDER BY currency, through_day DESC) s
        JOIN (
            SELECT 'payout' AS target_kind, p.id AS target_id, p.run_id, p.currency, p.amount_minor AS minor,
                (r.approved_at AT TIME ZONE 'UTC')::date AS on_day
            FROM settlement.payouts p JOIN settlement.payout_runs r ON r.id = p.run_id
            WHERE p.tenant_id = $1 AND p.method = 'bank' AND p.status IN ('sent', 'paid')
            UNION ALL
            SELECT 'refund', refund_id, NULL, currency, amount_minor, (sent_at AT TIME ZONE 'UTC')::date
            FROM {RefundRequestsSql.Requests} WHERE tenant_id = $1 AND gateway = '{RefundRequestsSql.Bank}' AND status = 'sent'
        ) o ON o.currency = s.currency AND o.on_day BETWEEN s.since AND s.through
        WHERE {IsUnseen} AND NOT EXISTS (SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = 'payout_run' AND t.target_id = o.run_id)
        ON CONFLICT (tenant_id, target_kind, target_id) WHERE line_id IS NULL {Update}
        """;

    /// <summary>
    /// Differences whose counterpart came: their line is matched, or a line is matched to or names what was missing, or the
    /// payout never left. $1 tenant.
    /// </summary>
    public const string Clear = """
        UPDATE settlement.differences d SET status = 'cleared'
        WHERE d.tenant_id = $1 AND d.status = 'open' AND (
            d.line_id IS NOT NULL AND (
                EXISTS (SELECT FROM settlement.statement_lines l WHERE l.id = d.line_id AND l.status <> 'open')
                OR EXISTS (SELECT FROM settlement.differences o WHERE o.tenant_id = $1 AND o.status = 'open'
                    AND o.target_kind = 'settlement' AND o.target_id = d.line_id))
            OR d.line_id IS NULL AND (
                EXISTS (SELECT FROM settlement.statement_lines l
                    WHERE l.tenant_id = $1 AND l.target_kind = d.target_kind AND l.target_id = d.target_id)
                OR EXISTS (SELECT FROM settlement.differences o WHERE o.tenant_id = $1 AND o.line_id IS NOT NULL
                    AND o.target_kind = d.target_kind AND o.target_id = d.target_id AND o.status = 'open')
                OR d.target_kind = 'payout' AND EXISTS (SELECT FROM settlement.payouts p
                    LEFT JOIN settlement.statement_lines l
                        ON l.tenant_id = $1 AND l.target_kind = 'payout_run' AND l.target_id = p.run_id
                    WHERE p.id = d.target_id AND (p.status NOT IN ('sent', 'paid') OR l.id IS NOT NULL))))
        """;

    /// <summary>No line is matched to it, and none that waits for a person or was left as it is names it.</summary>
    private const string IsUnseen = """
        NOT EXISTS (SELECT FROM settlement.statement_lines t
            WHERE t.tenant_id = $1 AND t.target_kind = o.target_kind AND t.target_id = o.target_id
                AND t.target_kind <> 'settlement')
        AND NOT EXISTS (SELECT FROM settlement.differences x WHERE x.tenant_id = $1 AND x.line_id IS NOT NULL
            AND x.target_kind = o.target_kind AND x.target_id = o.target_id
            AND (x.status = 'open' OR x.resolution = 'ignored'))
        """;
}
