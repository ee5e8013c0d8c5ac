using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>What one shop sold in an order: the sum of its lines. The parts of an order add up to its total.</summary>
public sealed class SellerPart : ITenantOwned
{
    public required OrderId OrderId { get; init; }

    public required SellerId SellerId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>The order's, kept here so that a shop's list is one index.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    public required long TotalMinor { get; init; }

    public required int LineCount { get; init; }
}
