namespace Portal.Tests.Infrastructure;

/// <summary>Customers' money.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Wallets =
    [
        new(
            "every wallet is an account of its customer and currency that holds at least what is held of it, and every such account a wallet",
            """
            SELECT a.id, w.wallet_id, -b.minor, b.held_minor FROM (SELECT * FROM ledger.accounts WHERE kind = 'wallet' AND owner LIKE 'customer-%') a
            JOIN ledger.balances b ON b.account_id = a.id
            FULL JOIN wallets.wallets w ON w.wallet_id = a.id AND w.tenant_id = a.tenant_id AND w.currency = a.currency
                AND a.owner = 'customer-' || w.customer_id
            WHERE -b.minor < b.held_minor OR w.wallet_id IS NULL AND EXISTS (SELECT FROM orders.customers c WHERE 'customer-' || c.id = a.owner)
                OR a.id IS NULL
            """
        ),
        new(
            "a captured top-up is in the books, once and to the cent, and no other is",
            """
            SELECT t.key, e.key, p.minor FROM (SELECT * FROM wallets.top_ups WHERE status = 'captured') t
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind = 'wallet.topped_up') e
                ON e.tenant_id = t.tenant_id AND e.key = 'wallet-' || t.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency, p.account_id FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE t.amount_minor IS DISTINCT FROM -p.minor OR t.currency IS DISTINCT FROM p.currency OR t.wallet_id IS DISTINCT FROM p.account_id
            """
        ),
        new(
            "what finance credited and debited is in the books, once and to the cent",
            """
            SELECT a.id, e.key, p.minor FROM wallets.adjustments a
            FULL JOIN (SELECT * FROM ledger.entries WHERE kind IN ('wallet.credited', 'wallet.debited')) e
                ON e.tenant_id = a.tenant_id AND e.key = 'wallet-adjustment-' || a.id
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.account_id FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE CASE a.direction WHEN 'credit' THEN -a.amount_minor ELSE a.amount_minor END IS DISTINCT FROM p.minor
                OR a.wallet_id IS DISTINCT FROM p.account_id
            """
        ),
        new(
            "what was paid with a wallet left it once and to the cent, and what left it was paid or is being paid",
            """
            SELECT a.key, e.key, p.minor FROM (SELECT * FROM payments.attempts WHERE gateway = 'wallet' AND status = 'captured'
                AND amount_minor > 0) a
            FULL JOIN (SELECT * FROM ledger.entries e WHERE e.kind = 'wallet.paid' AND NOT EXISTS (SELECT FROM payments.attempts x
                WHERE x.status IN ('created', 'unknown') AND x.tenant_id = e.tenant_id AND e.key = 'wallet-pay-' || x.key)) e
                ON e.tenant_id = a.tenant_id AND e.key = 'wallet-pay-' || a.key
            LEFT JOIN LATERAL (SELECT p.amount_minor AS minor, p.currency FROM ledger.postings p JOIN ledger.accounts c ON c.id = p.account_id
                WHERE p.entry_id = e.id AND p.booked_at = e.booked_at AND c.kind = 'wallet') p ON true
            WHERE a.amount_minor IS DISTINCT FROM p.minor OR a.currency IS DISTINCT FROM p.currency
            """
        ),
        new(
            "a refund granted to the wallet is in the wallet of its order's customer",
            """
            SELECT g.refund_id FROM returns.refund_grants g JOIN orders.orders o ON o.id = g.order_id
            WHERE g.destination = 'wallet' AND NOT EXISTS (SELECT FROM ledger.entry_keys k
                JOIN ledger.postings p ON p.entry_id = k.entry_id AND p.tenant_id = k.tenant_id
                JOIN wallets.wallets w ON w.wallet_id = p.account_id AND w.customer_id = o.customer_id
                WHERE k.tenant_id = g.tenant_id AND k.key = 'refund-sent-' || g.refund_id AND p.amount_minor = -g.amount_minor)
            """
        ),
    ];
}
