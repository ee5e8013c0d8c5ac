using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>
/// How long escrow holds sales of a category and of all below it, where that differs from the tenant's terms.
/// The nearest category that has its own counts.
/// </summary>
public sealed class CategoryTerms : ITenantOwned, IAudited
{
    public TenantId TenantId { get; set; }

    public required CategoryId CategoryId { get; init; }

    /// <inheritdoc cref="SettlementTerms.DeliveryDays"/>
    public required int DeliveryDays { get; set; }

    /// <inheritdoc cref="SettlementTerms.DisputeDays"/>
    public required int DisputeDays { get; set; }
}
