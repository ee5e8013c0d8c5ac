namespace Portal.Core.Payments.Contracts;

/// <summary>How other modules read in SQL which ways to pay there are.</summary>
public static class PaymentMethodsSql
{
    /// <summary>tenant_id, code, name, country, currency, min_minor, max_minor, fee_minor, fee_basis_points, gateway, position.</summary>
    public const string Offered =
        "(SELECT tenant_id, code, name, country, currency, min_minor, max_minor, fee_minor, fee_basis_points, gateway, position "
        + "FROM payments.methods WHERE is_active)";
}
