using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>How many notifications of a day are in which state; moves with them, in the same transaction.</summary>
public sealed class DeliveryCount : ITenantOwned
{
    public TenantId TenantId { get; set; }

    public DateOnly Day { get; init; }

    public NotificationKind Kind { get; init; }

    public NotificationChannel Channel { get; init; }

    public DeliveryStatus Status { get; init; }

    public long Count { get; init; }
}
