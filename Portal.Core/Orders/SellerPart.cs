using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>
/// What one shop sold in an order: its lines, and its share of the order's delivery and fee. The parts
/// of an order add up to its total, and so do each of their amounts.
/// </summary>
public sealed class SellerPart : ITenantOwned
{
    public required OrderId OrderId { get; init; }

    public required SellerId SellerId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>The order's, kept here so that a shop's list is one index.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    public required long TotalMinor { get; init; }

    public long DeliveryMinor { get; init; }

    public long FeeMinor { get; init; }

    /// <summary>The tax the part's total contains.</summary>
    public long TaxMinor { get; init; }

    /// <summary>The part's lines alone.</summary>
    public long ItemsMinor => TotalMinor - DeliveryMinor - FeeMinor;

    public required int LineCount { get; init; }
}
