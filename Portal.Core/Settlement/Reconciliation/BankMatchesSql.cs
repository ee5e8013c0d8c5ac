using Portal.Core.Payments.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>What lines of a bank stand for. $1 is the tenant, $2 the statement.</summary>
internal static class BankMatchesSql
{
    /// <summary>The payout that a bank line names by the end-to-end id that <c>PayoutFiles</c> gave it; none of Stripe's.</summary>
    public const string NamedPayout =
        "p.tenant_id = l.tenant_id AND p.method = 'bank' AND p.id = substring(l.key FROM '^PAYOUT-([0-9]{1,18})$')::bigint";

    /// <summary>Debits that are payouts: line, payout, run, currency. Paid ones were confirmed by hand before.</summary>
    public const string Payouts = $"""
        SELECT DISTINCT ON (p.id) l.id, p.id, p.run_id, p.currency
        FROM settlement.statement_lines l JOIN settlement.payouts p ON {NamedPayout}
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'debit'
            AND p.currency = l.currency AND p.amount_minor = -l.amount_minor
            AND (p.status IN ('sent', 'paid') OR p.status = 'returned' AND p.paid_at IS NOT NULL)
            AND NOT EXISTS (SELECT FROM settlement.statement_lines t
                WHERE t.tenant_id = $1 AND t.target_kind = 'payout' AND t.target_id = p.id)
        ORDER BY p.id, l.number
        """;

    /// <summary>
    /// Debits that are refunds paid out by hand: line, refund, the key of its entry. By the reference that was given with
    /// it, where that leaves one choice; a short one could be anything in a text. Not one that a person took off the
    /// bank's account.
    /// </summary>
    public const string Refunds = $"""
        WITH pair AS (
            SELECT l.id AS line_id, r.refund_id, {RefundRequestsSql.SentKey} AS entry_key,
                count(*) OVER (PARTITION BY l.id) AS choices, count(*) OVER (PARTITION BY r.refund_id) AS rivals
            FROM settlement.statement_lines l JOIN {RefundRequestsSql.Requests} r ON r.tenant_id = l.tenant_id
                AND r.gateway = '{RefundRequestsSql.Bank}' AND r.status = 'sent'
                AND r.currency = l.currency AND r.amount_minor = -l.amount_minor
                AND (r.gateway_reference IN (l.key, l.reference)
                    OR length(r.gateway_reference) >= 6 AND position(r.gateway_reference IN l.text) > 0)
            WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'debit'
                AND NOT EXISTS (SELECT FROM settlement.statement_lines t
                    WHERE t.tenant_id = $1 AND t.target_kind = 'refund' AND t.target_id = r.refund_id)
                AND NOT EXISTS (SELECT FROM settlement.differences d WHERE d.tenant_id = $1 AND d.line_id IS NULL
                    AND d.resolution = 'booked' AND d.target_kind = 'refund' AND d.target_id = r.refund_id)
        )
        SELECT line_id, refund_id, entry_key FROM pair WHERE choices = 1 AND rivals = 1 ORDER BY line_id
        """;

    /// <summary>Debits that are all of a run that went to the bank, none of which was matched or came back: line, run, currency.</summary>
    public const string Runs = """
        SELECT DISTINCT ON (r.id) l.id, r.id, r.currency FROM settlement.statement_lines l
        JOIN settlement.payout_runs r ON r.tenant_id = l.tenant_id AND r.status = 'approved'
            AND r.id = substring(l.key FROM '^PAYOUTRUN-([0-9]{1,18})$')::bigint
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'debit'
            AND r.currency = l.currency AND -l.amount_minor = (SELECT sum(p.amount_minor) FROM settlement.payouts p
                WHERE p.run_id = r.id AND p.method = 'bank')
            AND NOT EXISTS (SELECT FROM settlement.statement_lines t
                WHERE t.tenant_id = $1 AND t.target_kind = 'payout_run' AND t.target_id = r.id)
            AND NOT EXISTS (SELECT FROM settlement.payouts p LEFT JOIN settlement.statement_lines t
                    ON t.tenant_id = $1 AND t.target_kind = 'payout' AND t.target_id = p.id
                WHERE p.run_id = r.id AND p.method = 'bank' AND (p.status NOT IN ('sent', 'paid') OR t.id IS NOT NULL))
        ORDER BY r.id, l.number
        """;

    /// <summary>Credits that are payouts given back: line, payout, whether it is booked already, the code and the text.</summary>
    public const string Returns = $"""
        SELECT DISTINCT ON (p.id) l.id, p.id, p.status = 'returned', l.reason_code, l.text
        FROM settlement.statement_lines l JOIN settlement.payouts p ON {NamedPayout}
        WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind IN ('return', 'credit')
            AND p.currency = l.currency AND p.amount_minor = l.amount_minor
            AND (p.status = 'paid' OR p.status = 'returned' AND p.paid_at IS NOT NULL)
            AND NOT EXISTS (SELECT FROM settlement.statement_lines t
                WHERE t.tenant_id = $1 AND t.target_kind = 'payout_return' AND t.target_id = p.id)
        ORDER BY p.id, l.number
        """;

    /// <summary>
    /// Whether a bank line names a gateway's payment to us: as its key, or in its text. Short names could be anything.
    /// </summary>
    public const string NamesSettlement = """
        (l.key IN (g.settlement, g.reference)
            OR length(g.settlement) >= 6 AND position(g.settlement IN l.text) > 0
            OR length(g.reference) >= 6 AND position(g.reference IN l.text) > 0)
        """;

    /// <summary>
    /// Credits that are payments of a gateway: line, gateway's line, gateway, currency, amount. By name within a month,
    /// otherwise by amount within a week, where that leaves one choice.
    /// </summary>
    public const string Settlements = $"""
        WITH pair AS (
            SELECT l.id AS line_id, g.id AS gateway_line_id, s.account, l.currency, l.amount_minor,
                coalesce({NamesSettlement}, false) AS is_named
            FROM settlement.statement_lines l
            JOIN settlement.statement_lines g ON g.tenant_id = $1 AND g.kind = 'settlement' AND g.status = 'open'
                AND g.currency = l.currency AND g.amount_minor = -l.amount_minor
                AND l.booked_on BETWEEN g.booked_on - 1 AND g.booked_on + 30
            JOIN settlement.statements s ON s.id = g.statement_id
            WHERE l.tenant_id = $1 AND l.statement_id = $2 AND l.status = 'open' AND l.kind = 'credit'
                AND (l.booked_on <= g.booked_on + 7 OR {NamesSettlement})
        ), choice AS (
            SELECT *, bool_or(is_named) OVER line AS line_has_name, bool_or(is_named) OVER gateway_line AS gateway_has_name
            FROM pair WINDOW line AS (PARTITION BY line_id), gateway_line AS (PARTITION BY gateway_line_id)
        ), kept AS (
            SELECT *, count(*) OVER (PARTITION BY line_id) AS choices, count(*) OVER (PARTITION BY gateway_line_id) AS rivals
            FROM choice WHERE is_named OR NOT line_has_name AND NOT gateway_has_name
        )
        SELECT line_id, gateway_line_id, account, currency, amount_minor FROM kept WHERE choices = 1 AND rivals = 1
        ORDER BY line_id
        """;
}
