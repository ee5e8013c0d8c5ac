namespace Portal.Tests.Infrastructure;

/// <summary>Statements of gateways and banks beside the books.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Reconciliation =
    [
        new(
            "what is on its way to the bank is in payout clearing, and the bank account has what it paid, statements brought and shops repaid",
            """
            SELECT tenant_id, currency, kind, b.minor, p.minor AS payouts FROM (
                SELECT a.tenant_id, a.currency, a.kind, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'payout_clearing' OR a.kind = 'bank') b
            FULL JOIN (SELECT tenant_id, currency, kind, sum(minor) AS minor FROM (
                    SELECT tenant_id, currency, CASE status WHEN 'sent' THEN 'payout_clearing' ELSE 'bank' END AS kind,
                        amount_minor AS minor FROM settlement.payouts WHERE status = 'sent' OR status = 'paid' AND method = 'bank'
                    UNION ALL
                    SELECT l.tenant_id, l.currency, 'bank', -l.amount_minor - coalesce(p.amount_minor, 0)
                    FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id AND s.source = 'bank'
                    LEFT JOIN settlement.payouts p ON l.target_kind = 'payout' AND p.id = l.target_id
                    WHERE l.status = 'booked' OR l.target_kind IN ('settlement', 'payout')
                    UNION ALL SELECT tenant_id, from_currency, 'bank', from_minor FROM ledger.exchanges
                    UNION ALL SELECT tenant_id, to_currency, 'bank', -to_minor FROM ledger.exchanges
                    UNION ALL SELECT tenant_id, currency, 'bank', -amount_minor FROM settlement.debt_repayments
                    UNION ALL SELECT tenant_id, currency, 'bank', amount_minor FROM payments.refunds
                    WHERE status = 'sent' AND gateway = 'bank'
                    UNION ALL SELECT tenant_id, currency, 'bank', -amount_minor FROM settlement.differences
                    WHERE source = 'bank' AND line_id IS NULL AND resolution = 'booked') moved
                GROUP BY 1, 2, 3) p USING (tenant_id, currency, kind)
            WHERE coalesce(b.minor, 0) <> coalesce(p.minor, 0) AND (
                EXISTS (SELECT FROM settlement.payouts x WHERE x.tenant_id = coalesce(b.tenant_id, p.tenant_id))
                OR EXISTS (SELECT FROM settlement.statements x WHERE x.tenant_id = coalesce(b.tenant_id, p.tenant_id)))
            """
        ),
        new(
            "a gateway owes what it took and did not give back, keep or pay, as far as its statements are settled",
            """
            SELECT b.tenant_id, b.owner, b.currency, b.minor, coalesce(c.minor, 0) + coalesce(l.minor, 0) AS expected FROM (
                SELECT a.tenant_id, a.owner, a.currency, b.minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'gateway_clearing') b
            LEFT JOIN (SELECT tenant_id, gateway, currency, sum(minor) AS minor FROM (
                    SELECT tenant_id, gateway, currency, amount_minor AS minor FROM payments.attempts WHERE status = 'captured'
                    UNION ALL SELECT tenant_id, gateway, currency, -amount_minor FROM payments.refunds WHERE status = 'sent'
                    UNION ALL SELECT tenant_id, gateway, currency, amount_minor FROM wallets.top_ups WHERE status = 'captured'
                    UNION ALL SELECT tenant_id, gateway, currency, -fee_minor - CASE status WHEN 'won' THEN 0 ELSE amount_minor END
                    FROM chargebacks.chargebacks
                    UNION ALL SELECT tenant_id, method, currency, -amount_minor FROM settlement.payouts
                    WHERE status = 'paid' AND method = 'stripe'
                    UNION ALL SELECT tenant_id, account, currency, amount_minor FROM settlement.differences
                    WHERE source = 'gateway' AND line_id IS NULL AND resolution = 'booked') ours GROUP BY 1, 2, 3) c
                ON c.tenant_id = b.tenant_id AND c.gateway = b.owner AND c.currency = b.currency
            LEFT JOIN (SELECT l.tenant_id, s.account, l.currency, sum(
                    CASE WHEN l.status IN ('matched', 'booked') THEN l.amount_minor ELSE 0 END
                    - CASE WHEN l.fee_entry_key IS NOT NULL AND l.kind <> 'fee' OR l.kind = 'fee' AND l.status = 'booked'
                        THEN l.fee_minor ELSE 0 END
                    - coalesce(a.amount_minor, 0) - coalesce(u.amount_minor, 0) + coalesce(r.amount_minor, 0)
                    + CASE l.target_kind WHEN 'payout' THEN p.amount_minor WHEN 'payout_return' THEN -p.amount_minor ELSE 0 END
                    - coalesce(m.amount_minor - m.fee_minor, 0)) AS minor
                FROM settlement.statement_lines l JOIN settlement.statements s ON s.id = l.statement_id AND s.source = 'gateway'
                LEFT JOIN payments.attempts a ON l.target_kind = 'charge' AND a.id = l.target_id
                LEFT JOIN payments.refunds r ON l.target_kind = 'refund' AND r.refund_id = l.target_id
                LEFT JOIN wallets.top_ups u ON l.target_kind = 'top_up' AND u.id = l.target_id
                LEFT JOIN settlement.payouts p ON l.target_kind IN ('payout', 'payout_return') AND p.id = l.target_id
                LEFT JOIN settlement.gateway_movements m ON m.tenant_id = l.tenant_id AND m.kind = l.target_kind
                    AND m.target_id = l.target_id
                GROUP BY 1, 2, 3) l ON l.tenant_id = b.tenant_id AND l.account = b.owner AND l.currency = b.currency
            WHERE b.minor <> coalesce(c.minor, 0) + coalesce(l.minor, 0)
                AND EXISTS (SELECT FROM settlement.statements x WHERE x.tenant_id = b.tenant_id AND x.account = b.owner)
            """
        ),
        new(
            "a line of a statement that is settled has its entry, and its fee too; one that is not has none",
            """
            SELECT l.id, l.status FROM settlement.statement_lines l
            LEFT JOIN ledger.entry_keys k ON k.tenant_id = l.tenant_id AND k.key = l.entry_key
            LEFT JOIN ledger.entry_keys f ON f.tenant_id = l.tenant_id AND f.key = l.fee_entry_key
            WHERE l.status IN ('matched', 'booked') AND (k.key IS NULL AND l.target_kind IS DISTINCT FROM 'payout_run'
                    OR l.fee_minor <> 0 AND f.key IS NULL)
                OR l.status IN ('open', 'ignored') AND (l.entry_key IS NOT NULL
                    OR l.fee_entry_key IS NOT NULL AND l.kind <> 'settlement')
            """
        ),
        new(
            "nothing of ours has two lines, and the two lines of a settlement name each other",
            """
            SELECT tenant_id, target_kind, target_id FROM settlement.statement_lines
            WHERE status = 'matched' AND target_kind <> 'settlement' GROUP BY 1, 2, 3 HAVING count(*) > 1
            UNION ALL
            SELECT g.tenant_id, g.target_kind, g.id FROM settlement.statement_lines g
            LEFT JOIN settlement.statement_lines b ON b.id = g.target_id AND b.target_kind = 'settlement'
                AND b.currency = g.currency AND b.entry_key = g.entry_key
            WHERE g.kind = 'settlement' AND g.status = 'matched' AND b.id IS NULL
            """
        ),
        new(
            "the lines of a statement lead from its opening to its closing balance",
            """
            SELECT s.id FROM settlement.statements s LEFT JOIN settlement.statement_lines l ON l.statement_id = s.id
            GROUP BY s.id HAVING s.opening_minor + coalesce(sum(l.amount_minor - l.fee_minor), 0) <> s.closing_minor
                OR count(l.id) <> s.line_count
            """
        ),
        new(
            "where every line of a bank is matched and every paid payout has one, the bank account has what the bank says",
            """
            SELECT b.tenant_id, b.currency, b.minor, s.minor AS stated FROM (
                SELECT a.tenant_id, a.currency, b.minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'bank') b
            JOIN (SELECT tenant_id, currency, sum(closing_minor - opening_minor) AS minor FROM settlement.statements
                WHERE source = 'bank' GROUP BY 1, 2) s USING (tenant_id, currency)
            WHERE b.minor <> s.minor
                AND NOT EXISTS (SELECT FROM settlement.statement_lines l JOIN settlement.statements t ON t.id = l.statement_id
                    WHERE t.source = 'bank' AND l.tenant_id = b.tenant_id AND l.currency = b.currency
                        AND l.status IN ('open', 'ignored'))
                AND NOT EXISTS (SELECT FROM ledger.exchanges e WHERE e.tenant_id = b.tenant_id)
                AND NOT EXISTS (SELECT FROM payments.refunds r WHERE r.tenant_id = b.tenant_id AND r.gateway = 'bank'
                    AND NOT EXISTS (SELECT FROM settlement.statement_lines l WHERE l.target_kind = 'refund' AND l.target_id = r.refund_id))
                AND NOT EXISTS (SELECT FROM settlement.payouts p WHERE p.tenant_id = b.tenant_id AND p.currency = b.currency
                    AND p.status = 'paid' AND p.method = 'bank' AND NOT EXISTS (SELECT FROM settlement.statement_lines l WHERE l.tenant_id = p.tenant_id
                        AND (l.target_kind = 'payout' AND l.target_id = p.id OR l.target_kind = 'payout_run' AND l.target_id = p.run_id)))
            """
        ),
    ];
}
