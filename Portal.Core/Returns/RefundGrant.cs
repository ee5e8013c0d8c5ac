using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Returns;

/// <summary>Who loses the money of a refund.</summary>
public enum RefundBearer
{
    /// <summary>The seller, and the marketplace its commission, in the parts they have of the line.</summary>
    Seller,

    /// <summary>The marketplace alone; the seller keeps what the sale brings.</summary>
    Marketplace,
}

/// <summary>Where the money of a refund goes.</summary>
public enum RefundDestination
{
    /// <summary>The way it was paid, through the gateway of its charge.</summary>
    OriginalMethod,

    /// <summary>The buyer's wallet, at once.</summary>
    Wallet,

    /// <summary>The buyer's bank has taken it back; nothing is sent.</summary>
    Chargeback,
}

/// <summary>
/// The decision to give money back: who decided what, why, and who bears it. Never changed; how far the
/// money is stands with its sending.
/// </summary>
public sealed class RefundGrant : ITenantOwned, IAppendOnly, IAudited
{
    public required RefundId RefundId { get; init; }

    public TenantId TenantId { get; set; }

    public required OrderId OrderId { get; init; }

    /// <summary>Of the request; the same one is granted once.</summary>
    public required string Key { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public required RefundBearer BorneBy { get; init; }

    public required RefundDestination Destination { get; init; }

    public required string Reason { get; init; }

    /// <summary>A person, or <c>cli:user@host</c>.</summary>
    public required string GrantedBy { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    /// <summary>True when lines were named; else the amount was divided over the order.</summary>
    public required bool IsByLine { get; init; }
}

/// <summary>What of a refund falls to one line.</summary>
public sealed class RefundGrantLine : ITenantOwned, IAppendOnly
{
    public required RefundId RefundId { get; init; }

    /// <summary>The order line's; below zero for a shop's share of what was charged beside the lines.</summary>
    public required int LineNo { get; init; }

    public TenantId TenantId { get; set; }

    public required long AmountMinor { get; init; }
}
