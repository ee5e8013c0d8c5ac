namespace Portal.Core.Payments.Contracts;

/// <summary>How other modules read in SQL what gateways have taken from buyers.</summary>
public static class CapturedChargesSql
{
    /// <summary>
    /// id, tenant_id, order_id, attempt, key, gateway, gateway_reference, amount_minor, currency, captured_at. By order and
    /// attempt, which its key <c>order-{order}-{attempt}</c> names, a charge is found by an index.
    /// </summary>
    public const string Charges = """
        (SELECT id, tenant_id, order_id, attempt, key, gateway, gateway_reference, amount_minor, currency,
            coalesce(answered_at, created_at) AS captured_at
        FROM payments.attempts WHERE status = 'captured' AND amount_minor > 0)
        """;

    /// <summary>tenant_id, order_id, key, gateway_reference of Stripe's, which are found by its number of them by an index.</summary>
    public const string OfStripe = """
        (SELECT tenant_id, order_id, key, gateway_reference FROM payments.attempts
        WHERE gateway = 'stripe' AND status = 'captured' AND gateway_reference IS NOT NULL)
        """;
}
