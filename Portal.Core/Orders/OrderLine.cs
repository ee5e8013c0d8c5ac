using Portal.Core.Catalog.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>A product of an order as it was sold: name and price are the sale's, not today's.</summary>
public sealed class OrderLine : ITenantOwned
{
    public required OrderId OrderId { get; init; }

    /// <summary>From 1, in the order of the source.</summary>
    public required int LineNo { get; init; }

    public TenantId TenantId { get; set; }

    public ProductId? ProductId { get; init; }

    public required SellerId SellerId { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public required int Quantity { get; init; }

    public required long UnitPriceMinor { get; init; }

    public required long TotalMinor { get; init; }

    public int RefundedQuantity { get; private set; }
}
