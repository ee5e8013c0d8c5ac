using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Wallets;

/// <summary>Wallets by customer, and where one stands. A wallet's row is locked before any row of the books.</summary>
internal static class WalletsSql
{
    /// <summary>$1 tenant, $2 reference.</summary>
    public const string FindCustomer =
        "SELECT customer_id FROM orders.customer_facts WHERE tenant_id = $1 AND reference = $2";

    /// <summary>$1 tenant, $2 order.</summary>
    public const string FindBuyer =
        "SELECT customer_id FROM orders.order_facts WHERE tenant_id = $1 AND order_id = $2";

    /// <summary>Whoever was faster has opened the same. $1 account, $2 tenant, $3 customer, $4 currency, $5 now.</summary>
    public const string Open = """
        INSERT INTO wallets.wallets (wallet_id, tenant_id, customer_id, currency, opened_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (wallet_id) DO NOTHING
        """;

    /// <summary>$1 tenant, $2 wallet.</summary>
    public const string Lock =
        "SELECT currency FROM wallets.wallets WHERE tenant_id = $1 AND wallet_id = $2 FOR NO KEY UPDATE";

    /// <summary>One statement, so that a top-up is either under way or in the balance. $1 wallet, $2 begin of the business day.</summary>
    public const string Standing = $"""
        SELECT b.balance_minor, b.held_minor, b.closed_at IS NOT NULL, t.under_way, t.today,
            l.balance_minor, l.top_up_minor, l.day_minor, l.adjustment_minor
        FROM {AccountFactsSql.Balances} b
        CROSS JOIN (
            SELECT coalesce(sum(amount_minor) FILTER (WHERE ended_at IS NULL), 0)::bigint AS under_way,
                coalesce(sum(amount_minor) FILTER (WHERE requested_at >= $2), 0)::bigint AS today
            FROM wallets.top_ups
            WHERE wallet_id = $1 AND status <> 'declined' AND (ended_at IS NULL OR requested_at >= $2)
        ) t
        LEFT JOIN wallets.limits l ON l.tenant_id = b.tenant_id AND l.currency = b.currency
        WHERE b.account_id = $1
        """;
}
