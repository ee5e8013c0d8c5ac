using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>The sales tax that prices contain when an order goes to a country. Without a row, none.</summary>
public sealed class TaxRate : ITenantOwned
{
    public TenantId TenantId { get; set; }

    /// <summary>ISO 3166-1, two capital letters.</summary>
    public required string Country { get; init; }

    /// <summary>In hundredths of a percent of the price without tax: 2,000 is 20 %.</summary>
    public required int BasisPoints { get; set; }
}
