using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Wallets;

internal static class WalletReadSql
{
    private const string From = $"""
        wallets.wallets w JOIN orders.customer_facts c ON c.customer_id = w.customer_id
        JOIN {AccountFactsSql.Balances} b ON b.account_id = w.wallet_id
        """;

    /// <summary>$1 tenant, $2 pattern or null, $3 currency or null.</summary>
    private const string Where = """
        w.tenant_id = $1 AND ($3::text IS NULL OR w.currency = $3)
        AND ($2::text IS NULL OR c.name ILIKE $2 OR c.reference ILIKE $2 OR c.email ILIKE $2)
        """;

    private static readonly string Columns = $"""
        w.wallet_id, w.customer_id, c.reference, c.name, w.currency, b.balance_minor, b.held_minor, w.opened_at, b.closed_at,
        {AccountFactsSql.LastBookedAt("w.wallet_id")} AS moved_at
        """;

    /// <summary>Counted up to $4.</summary>
    public const string Count =
        $"SELECT count(*) FROM (SELECT FROM {From} WHERE {Where} LIMIT $4) counted";

    /// <summary>$1 tenant.</summary>
    public const string Sums = $"""
        SELECT w.currency, sum(b.balance_minor)::bigint, count(*) FROM wallets.wallets w
        JOIN {AccountFactsSql.Balances} b ON b.account_id = w.wallet_id
        WHERE w.tenant_id = $1 GROUP BY 1 ORDER BY 1
        """;

    /// <summary>$1 tenant, $2 wallet.</summary>
    public static readonly string One =
        $"SELECT {Columns} FROM {From} WHERE w.tenant_id = $1 AND w.wallet_id = $2";

    /// <summary>$1 tenant, $2 customer's reference.</summary>
    public static readonly string OfCustomer =
        $"SELECT {Columns} FROM {From} WHERE w.tenant_id = $1 AND c.reference = $2 ORDER BY w.currency";

    /// <summary>The wallet its buyer has in its currency. $1 tenant, $2 order.</summary>
    public static readonly string OfOrder = $"""
        SELECT {Columns} FROM orders.order_facts o
        JOIN {From} ON w.customer_id = o.customer_id AND w.currency = o.currency
        WHERE o.tenant_id = $1 AND o.order_id = $2
        """;

    private const string TopUpColumns =
        "id, amount_minor, currency, status, gateway, CASE WHEN ended_at IS NULL THEN payment_url END, decline_code, message, requested_at, ended_at";

    /// <summary>The newest first. $1 tenant, $2 wallet, $3 at most.</summary>
    public const string TopUps = $"""
        SELECT {TopUpColumns} FROM wallets.top_ups
        WHERE tenant_id = $1 AND wallet_id = $2 ORDER BY requested_at DESC, id DESC LIMIT $3
        """;

    /// <summary>$1 tenant, $2 top-up.</summary>
    public const string TopUp =
        $"SELECT {TopUpColumns} FROM wallets.top_ups WHERE tenant_id = $1 AND id = $2";

    /// <summary>Sorted; by balance only within a currency, as pounds and yen are not more or less than each other. $4 skipped, $5 taken.</summary>
    public static string Rows(string? sort, bool descending)
    {
        var direction = descending ? "DESC" : "ASC";
        var order = sort switch
        {
            "balance" => $"w.currency, b.balance_minor {direction}",
            "customer" => $"c.name {direction}",
            _ => $"moved_at {(sort == "moved" ? direction : "DESC")} NULLS LAST",
        };
        return $"SELECT {Columns} FROM {From} WHERE {Where} ORDER BY {order}, w.wallet_id OFFSET $4 LIMIT $5";
    }
}
