namespace Portal.Core.Data.Seed;

/// <summary>Wallets of the demo, made of what its customers bought.</summary>
internal static class DemoWalletsSql
{
    /// <summary>
    /// The last two orders, of the last six weeks and not refunded, of the dozen customers who bought most often; none where
    /// there are wallets already, or the payments are booked. $1 tenant, $2 now.
    /// </summary>
    public const string Payments = """
        WITH bought AS (
            SELECT o.customer_id, o.id, a.key, o.total_minor, o.currency, a.answered_at,
                count(*) OVER (PARTITION BY o.customer_id) AS often,
                row_number() OVER (PARTITION BY o.customer_id ORDER BY a.answered_at DESC, o.id) AS place
            FROM orders.orders o JOIN payments.attempts a ON a.order_id = o.id AND a.status = 'captured'
            WHERE o.tenant_id = $1 AND o.channel = 'demo' AND o.status = 'completed' AND o.refunded_minor = 0
                AND o.customer_id IS NOT NULL AND a.answered_at > $2 - interval '42 days'
                AND NOT EXISTS (SELECT FROM wallets.wallets w WHERE w.tenant_id = $1)
                AND NOT EXISTS (SELECT FROM ledger.entry_keys k WHERE k.tenant_id = $1)
        )
        SELECT b.customer_id, b.id, b.key, b.total_minor, b.currency, b.answered_at FROM bought b
        JOIN (SELECT customer_id FROM bought WHERE place = 1 ORDER BY often DESC, customer_id LIMIT 12) most USING (customer_id)
        WHERE b.place <= 2 ORDER BY b.often DESC, b.customer_id, b.answered_at
        """;

    /// <summary>Answers the one that was captured. $1 tenant, $2 wallet, $3 amount, $4 currency, $5 gateway, $6 when, $7 whether one was declined first.</summary>
    public const string TopUp = """
        WITH refused AS (
            INSERT INTO wallets.top_ups (tenant_id, wallet_id, amount_minor, currency, key, gateway, status, attempts,
                decline_code, message, requested_at, ended_at)
            SELECT $1, $2, $3, $4, 'top-up-declined-' || $2, $5, 'declined', 1, 'insufficient_funds',
                'The account has not enough money.', $6 - interval '4 minutes', $6 - interval '3 minutes'
            WHERE $7
        ), next AS (
            SELECT nextval('wallets.top_ups_id_seq') AS id
        )
        INSERT INTO wallets.top_ups (tenant_id, id, wallet_id, amount_minor, currency, key, gateway, status, attempts,
            gateway_reference, requested_at, ended_at)
        SELECT $1, id, $2, $3, $4, 'top-up-' || id, $5, 'captured', 1, 'sim_' || md5('top-up-' || id), $6 - interval '2 seconds', $6
        FROM next RETURNING id
        """;

    /// <summary>An order's payment comes from the wallet. $1 tenant, $2 order, $3 gateway, $4 its number.</summary>
    public const string Move = """
        UPDATE payments.attempts SET gateway = $3, gateway_reference = $4
        WHERE tenant_id = $1 AND order_id = $2 AND status = 'captured'
        """;

    /// <summary>
    /// Customers with wallets and their latest order that was paid otherwise and not refunded; none where refunds went into
    /// wallets already. $1 tenant, $2 at most.
    /// </summary>
    public const string ToRefund = """
        SELECT DISTINCT ON (w.wallet_id) w.wallet_id, o.id, l.total_minor, o.currency, l.line_no
        FROM wallets.wallets w JOIN orders.orders o ON o.customer_id = w.customer_id AND o.currency = w.currency
        JOIN payments.attempts a ON a.order_id = o.id AND a.status = 'captured' AND a.gateway <> 'wallet'
        JOIN orders.order_lines l ON l.order_id = o.id
        WHERE w.tenant_id = $1 AND o.status = 'completed' AND o.refunded_minor = 0
            AND NOT EXISTS (SELECT FROM returns.refund_grants g WHERE g.tenant_id = $1 AND g.destination = 'wallet')
        ORDER BY w.wallet_id, o.placed_at DESC, l.line_no LIMIT $2
        """;
}
