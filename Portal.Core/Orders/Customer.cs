using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>Somebody who ordered, as the shop's own systems know them.</summary>
public sealed class Customer : ITenantOwned
{
    public CustomerId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>The customer's number in the source of the orders; unique in the tenant.</summary>
    public required string Reference { get; init; }

    public required string Name { get; set; }

    public string? Email { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
