namespace Portal.Tests.Infrastructure;

/// <summary>What buyers' banks took back.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Chargebacks =
    [
        new(
            "the money in dispute is that of the chargebacks that are open",
            """
            SELECT tenant_id, currency, b.minor, c.minor AS open FROM (
                SELECT a.tenant_id, a.currency, b.minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'chargebacks') b
            FULL JOIN (SELECT tenant_id, currency, sum(amount_minor) AS minor FROM chargebacks.chargebacks
                WHERE status IN ('needs_response', 'under_review') GROUP BY 1, 2) c USING (tenant_id, currency)
            WHERE coalesce(b.minor, 0) <> coalesce(c.minor, 0)
            """
        ),
        new(
            "an order is disputed by its open chargebacks, and they and its refunds never exceed what was captured",
            """
            SELECT o.id, o.disputed_minor, c.minor FROM orders.orders o
            FULL JOIN (SELECT order_id, sum(amount_minor) AS minor FROM chargebacks.chargebacks
                WHERE status IN ('needs_response', 'under_review') GROUP BY 1) c ON c.order_id = o.id
            WHERE coalesce(o.disputed_minor, 0) <> coalesce(c.minor, 0)
                OR o.disputed_minor > 0 AND o.disputed_minor + o.refunded_minor > (SELECT coalesce(sum(a.amount_minor), 0)
                    FROM payments.attempts a WHERE a.order_id = o.id AND a.status = 'captured')
            """
        ),
        new(
            "a chargeback is in the books, once and to the cent: opened with its fee, and won where it was won",
            """
            SELECT c.id, e.key, p.minor FROM chargebacks.chargebacks c
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'chargeback.opened') e
                ON e.tenant_id = c.tenant_id AND e.key = 'chargeback-opened-' || c.id
            LEFT JOIN LATERAL (SELECT -p.amount_minor AS minor FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND a.kind = 'gateway_clearing') p ON true
            WHERE c.amount_minor + c.fee_minor IS DISTINCT FROM p.minor
            UNION ALL
            SELECT c.id, e.key, p.minor FROM (SELECT * FROM chargebacks.chargebacks WHERE status = 'won') c
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'chargeback.won') e
                ON e.tenant_id = c.tenant_id AND e.key = 'chargeback-won-' || c.id
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND a.kind = 'gateway_clearing') p ON true
            WHERE c.amount_minor IS DISTINCT FROM p.minor
            """
        ),
        new(
            "reconciliation expects each chargeback of its gateway, and each that was won once more, as the books have them",
            """
            SELECT c.id, m.kind FROM (
                SELECT tenant_id, id, 'chargeback' AS kind, gateway, currency, -amount_minor AS minor, fee_minor FROM chargebacks.chargebacks
                UNION ALL
                SELECT tenant_id, id, 'chargeback_won', gateway, currency, amount_minor, 0 FROM chargebacks.chargebacks
                WHERE status = 'won') c
            FULL JOIN settlement.gateway_movements m ON m.tenant_id = c.tenant_id AND m.kind = c.kind AND m.target_id = c.id
            LEFT JOIN ledger.entry_keys k ON k.tenant_id = m.tenant_id AND k.key = m.entry_key
            WHERE (c.gateway, c.currency, c.minor, c.fee_minor)
                IS DISTINCT FROM (m.gateway, m.currency, m.amount_minor, m.fee_minor) OR k.key IS NULL
            """
        ),
        new(
            "a dispute that is followed has a chargeback of its charge, and one that is decided has one that is, or never moved money",
            """
            SELECT d.id, d.status FROM chargebacks.disputes d LEFT JOIN chargebacks.chargebacks c ON c.id = d.chargeback_id
            WHERE d.status = 'followed' AND c.id IS NULL OR d.status = 'ended' AND c.ended_at IS NULL AND c.id IS NOT NULL
                OR c.tenant_id <> d.tenant_id OR c.order_id <> d.order_id
            """
        ),
        new(
            "evidence on its way is that of a chargeback that was submitted",
            """
            SELECT s.chargeback_id FROM chargebacks.evidence_sendings s
            LEFT JOIN chargebacks.evidence e ON e.chargeback_id = s.chargeback_id
            LEFT JOIN chargebacks.disputes d ON d.chargeback_id = s.chargeback_id
            WHERE e.chargeback_id IS NULL OR d.reference IS DISTINCT FROM s.dispute
            """
        ),
        new(
            "a lost chargeback is a refund of its order whose money the bank has, and no other refund is",
            """
            SELECT c.id, r.refund_id FROM (SELECT * FROM chargebacks.chargebacks WHERE status = 'lost') c
            FULL JOIN (SELECT * FROM payments.refunds WHERE gateway = 'chargeback') r ON r.refund_id = c.refund_id
            WHERE r.order_id IS DISTINCT FROM c.order_id OR r.amount_minor IS DISTINCT FROM c.amount_minor
                OR r.currency IS DISTINCT FROM c.currency OR r.tenant_id IS DISTINCT FROM c.tenant_id OR r.status <> 'sent'
            """
        ),
        new(
            "no sale of an order is released while a chargeback of it is open",
            """
            SELECT s.order_id, s.line_no, c.id FROM settlement.sales s JOIN chargebacks.chargebacks c ON c.order_id = s.order_id
            WHERE c.status IN ('needs_response', 'under_review')
                AND (s.status = 'held' OR s.status = 'released' AND s.released_at > c.recorded_at)
            """
        ),
        new(
            "evidence that was given is kept, with the hash of its bytes",
            """
            SELECT c.id, e.chargeback_id FROM (SELECT * FROM chargebacks.chargebacks WHERE submitted_at IS NOT NULL) c
            FULL JOIN chargebacks.evidence e ON e.chargeback_id = c.id
            WHERE c.id IS NULL OR e.chargeback_id IS NULL OR e.hash <> sha256(e.content)
            """
        ),
    ];
}
