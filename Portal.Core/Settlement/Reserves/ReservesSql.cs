namespace Portal.Core.Settlement.Reserves;

internal static class ReservesSql
{
    /// <summary>Currencies in which something is to be kept from a shop. $1 tenant.</summary>
    public const string Currencies = """
        SELECT DISTINCT currency FROM settlement.payout_accounts WHERE tenant_id = $1 AND reserve_minor > 0 ORDER BY 1
        """;

    /// <summary>What is to be kept of each shop, where something is. $1 tenant, $2 currency, $3 shops or null for all.</summary>
    public const string Targets = """
        SELECT seller_id, reserve_minor FROM settlement.payout_accounts
        WHERE tenant_id = $1 AND currency = $2 AND reserve_minor > 0 AND ($3::bigint[] IS NULL OR seller_id = ANY ($3))
        """;
}
