using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Tenancy;

/// <summary>A shop inside a tenant: owns products, parts of orders and, later, a balance.</summary>
public sealed class Seller : ITenantOwned, IAudited
{
    public SellerId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>Short name in files and addresses; unique in the tenant.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    public bool IsActive { get; set; } = true;

    public DateTimeOffset CreatedAt { get; init; }
}
