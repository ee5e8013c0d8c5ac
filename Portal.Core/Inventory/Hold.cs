using Portal.Core.Catalog.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Inventory;

/// <summary>
/// Pieces of one product promised to one order until a time. Gone when the order completes, fails,
/// or the time has passed without a payment under way.
/// </summary>
public sealed class Hold : ITenantOwned
{
    public required long OrderId { get; init; }

    public required ProductId ProductId { get; init; }

    public TenantId TenantId { get; set; }

    public required int Quantity { get; init; }

    /// <summary>By the database's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
