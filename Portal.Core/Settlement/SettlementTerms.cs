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
}
