using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>What a customer decided about a kind and channel; without a row the tenant's default holds.</summary>
public sealed class CustomerPreference : ITenantOwned
{
    public TenantId TenantId { get; set; }

    public required CustomerId CustomerId { get; init; }

    public required NotificationKind Kind { get; init; }

    public required NotificationChannel Channel { get; init; }

    public required bool IsOn { get; set; }
}
