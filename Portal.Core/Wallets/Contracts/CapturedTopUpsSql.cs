namespace Portal.Core.Wallets.Contracts;

/// <summary>How other modules read in SQL what gateways have taken from buyers for their wallets.</summary>
public static class CapturedTopUpsSql
{
    /// <summary>id, tenant_id, wallet_id, key, gateway, amount_minor, currency, captured_at. The entry's key is <c>wallet-{key}</c>.</summary>
    public const string TopUps = """
        (SELECT id, tenant_id, wallet_id, key, gateway, amount_minor, currency, coalesce(ended_at, requested_at) AS captured_at
        FROM wallets.top_ups WHERE status = 'captured')
        """;
}
