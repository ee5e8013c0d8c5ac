using Portal.Core.Catalog.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>So many pieces of a product, with the price the buyer was told when they took them.</summary>
public sealed class CartLine : ITenantOwned
{
    public required CartId CartId { get; init; }

    public required ProductId ProductId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>From 1, in the order they were put in.</summary>
    public required int LineNo { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceMinor { get; init; }
}
