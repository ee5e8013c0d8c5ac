using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>Where the money of a sale is.</summary>
public enum SaleStatus
{
    /// <summary>In escrow, until the delivery's dispute window is over.</summary>
    Held,

    /// <summary>In escrow, and no time releases it: somebody disputes it.</summary>
    Frozen,

    /// <summary>The seller's, less commission and tax.</summary>
    Released,

    /// <summary>All of it went back to the buyer before it was released.</summary>
    Refunded,
}

/// <summary>
/// A line of a paid order as its seller's money: what was paid, what the marketplace keeps, and when
/// the rest is theirs. Commission and tax are frozen at the sale. Moved a batch at a time by
/// <c>SalesSql</c>.
/// </summary>
public sealed class Sale : ITenantOwned
{
    public required OrderId OrderId { get; init; }

    /// <summary>The order line's; below zero for a shop's share of what was charged beside the lines.</summary>
    public required int LineNo { get; init; }

    public TenantId TenantId { get; set; }

    public required SellerId SellerId { get; init; }

    public ProductId? ProductId { get; init; }

    /// <summary>The product's category at the sale, last, and all above it; null when it had none.</summary>
    public IReadOnlyList<long>? CategoryIds { get; init; }

    /// <summary>The shop's level at the sale.</summary>
    public string? SellerLevel { get; init; }

    public required Currency Currency { get; init; }

    /// <summary>What the buyer paid for the line.</summary>
    public required long GrossMinor { get; init; }

    public required long CommissionMinor { get; init; }

    /// <summary>Tax on the commission.</summary>
    public required long TaxMinor { get; init; }

    /// <summary>The rule the commission came from; none when no rule matched.</summary>
    public CommissionRuleId? CommissionRuleId { get; init; }

    /// <summary>What of the gross went back to the buyer; commission and tax go back in proportion.</summary>
    public long RefundedMinor { get; private set; }

    public required DateTimeOffset CapturedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; private set; }

    /// <summary>When escrow lets it go, unless it is frozen.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public SaleStatus Status { get; private set; }

    public string? FrozenReason { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>The payout that has it; null until there is one, and again when it was cancelled or returned.</summary>
    public PayoutId? PayoutId { get; private set; }
}
