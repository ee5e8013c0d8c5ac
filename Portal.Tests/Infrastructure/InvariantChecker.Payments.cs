namespace Portal.Tests.Infrastructure;

/// <summary>What gateways took and gave back.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Payments =
    [
        new(
            "what waits for its buyer is an order's last try, is being paid, and has an address to pay at unless it is cash",
            """
            SELECT a.key, o.status FROM payments.attempts a LEFT JOIN orders.orders o ON o.id = a.order_id
            WHERE a.status = 'waiting' AND (o.status IS DISTINCT FROM 'paying' OR o.attempt <> a.attempt
                OR a.answered_at IS NOT NULL
                OR a.gateway <> 'cash' AND (a.payment_url IS NULL OR a.gateway_reference IS NULL))
            """
        ),
        new(
            "cash on delivery is captured when it was received, to the cent, and not otherwise",
            """
            SELECT a.order_id, a.attempt, a.status, c.outcome FROM (SELECT * FROM payments.attempts WHERE gateway = 'cash') a
            FULL JOIN payments.cash_receipts c ON c.order_id = a.order_id AND c.attempt = a.attempt
            WHERE a.status IS NULL
                OR a.status = 'captured' AND (c.outcome, c.amount_minor, c.currency) IS DISTINCT FROM ('received', a.amount_minor, a.currency)
                OR a.status = 'declined' AND c.outcome = 'received'
            """
        ),
        new(
            "what was called off ended cancelled and unpaid, was paid before, or is still being closed",
            """
            SELECT a.key, a.status, o.status FROM payments.attempts a JOIN orders.orders o ON o.id = a.order_id AND o.attempt = a.attempt
            WHERE a.close_asked_at IS NOT NULL AND (a.status, o.status) NOT IN (('declined', 'cancelled'), ('captured', 'completed'),
                ('captured', 'refunded'), ('captured', 'paying'), ('waiting', 'paying'), ('unknown', 'paying'))
            """
        ),
        new(
            "what gateways captured is in the books, once and to the cent",
            """
            SELECT a.key, e.key, p.minor FROM (SELECT * FROM payments.attempts WHERE status = 'captured' AND amount_minor > 0) a
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'order.captured') e
                ON e.tenant_id = a.tenant_id AND e.key = 'capture-' || a.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'escrow') p ON true
            WHERE a.amount_minor IS DISTINCT FROM -p.minor OR a.currency IS DISTINCT FROM p.currency
            """
        ),
        new(
            "no order's buyer gets back more than a gateway captured, and what is sent is what was recorded",
            """
            SELECT r.order_id, sum(r.amount_minor) FROM payments.refunds r GROUP BY 1
            HAVING sum(r.amount_minor) > (SELECT coalesce(sum(a.amount_minor), 0) FROM payments.attempts a
                    WHERE a.order_id = r.order_id AND a.status = 'captured')
                OR bool_or(NOT EXISTS (SELECT FROM orders.refunds o WHERE o.id = r.refund_id AND o.order_id = r.order_id
                    AND o.tenant_id = r.tenant_id AND o.amount_minor = r.amount_minor AND o.currency = r.currency))
            """
        ),
        new(
            "what was granted adds up to its lines",
            """
            SELECT g.refund_id FROM returns.refund_grants g JOIN returns.refund_grant_lines l USING (refund_id)
            GROUP BY g.refund_id, g.amount_minor HAVING sum(l.amount_minor) <> g.amount_minor
            """
        ),
        new(
            "a refund that was sent is in the books, once and to the cent",
            """
            SELECT r.refund_id, e.key, p.minor FROM (SELECT * FROM payments.refunds WHERE status = 'sent') r
            FULL JOIN (SELECT * FROM ledger.entries x WHERE kind = 'refund.sent'
                    AND NOT EXISTS (SELECT FROM ledger.entry_reversals v WHERE v.entry_id = x.id AND v.reversed_by_key LIKE 'refund-returned-%')) e
                ON e.tenant_id = r.tenant_id
                AND e.key = 'refund-sent-' || r.refund_id || CASE WHEN r.returns > 0 THEN '-' || (r.returns + 1) ELSE '' END
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind IN ('gateway_clearing', 'wallet', 'chargebacks', 'bank')) p ON true
            WHERE r.amount_minor IS DISTINCT FROM -p.minor OR r.currency IS DISTINCT FROM p.currency
            """
        ),
        new(
            "a refund that came back has an entry that reverses its leaving each time",
            """
            SELECT r.refund_id, r.returns FROM payments.refunds r
            WHERE r.returns <> (SELECT count(*) FROM ledger.entry_reversals v WHERE v.tenant_id = r.tenant_id
                AND v.reversed_by_key LIKE 'refund-returned-' || r.refund_id || '-%')
            """
        ),
        new(
            "what is owed to buyers was granted and booked, and not sent yet",
            """
            SELECT tenant_id, currency, b.minor, r.minor AS refunds FROM (
                SELECT a.tenant_id, a.currency, -b.minor AS minor FROM ledger.accounts a
                JOIN ledger.balances b ON b.account_id = a.id WHERE a.kind = 'refunds') b
            FULL JOIN (
                SELECT r.tenant_id, r.currency, sum(r.amount_minor * ((k.key IS NOT NULL)::int - (r.status = 'sent')::int)) AS minor
                FROM payments.refunds r LEFT JOIN ledger.entry_keys k
                    ON k.tenant_id = r.tenant_id AND k.key = 'refund-' || r.refund_id GROUP BY 1, 2) r
                USING (tenant_id, currency)
            WHERE coalesce(b.minor, 0) <> coalesce(r.minor, 0)
            """
        ),
        new(
            "every try to send a refund is written down",
            """
            SELECT r.refund_id, r.attempts FROM payments.refunds r
            WHERE r.attempts <> (SELECT count(*) FROM payments.refund_attempts a WHERE a.refund_id = r.refund_id)
            """
        ),
    ];
}
