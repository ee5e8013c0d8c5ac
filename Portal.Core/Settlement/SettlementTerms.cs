using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>How long a tenant's escrow holds a sale, and what tax its commission bears.</summary>
public sealed class SettlementTerms : ITenantOwned, IAudited
{
    public const int MaxDays = 180;

    public TenantId TenantId { get; set; }

    /// <summary>A sale nobody marked as delivered counts as delivered so many days after payment.</summary>
    public int DeliveryDays { get; set; } = 5;

    /// <summary>How long after delivery a buyer may dispute it.</summary>
    public int DisputeDays { get; set; } = 14;

    /// <summary>Of the commission, in hundredths of a percent.</summary>
    public int TaxBasisPoints { get; set; }

    /// <summary>The most a payout run may come to, in minor units of its currency, for finance to approve it alone; null is any.</summary>
    public long? ApprovalLimitMinor { get; set; }

    /// <summary>Whose account payouts are made from, as the bank knows them.</summary>
    public string? PayerName { get; set; }

    [Secret]
    public string? PayerIban { get; set; }
}
