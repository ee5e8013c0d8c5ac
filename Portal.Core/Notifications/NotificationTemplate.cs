using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

public readonly record struct TemplateId(long Value) : IEntityId<TemplateId>
{
    public static TemplateId From(long value) => new(value);
}

/// <summary>
/// A tenant's own words for a kind and channel. A change makes a new row, so that what was sent can
/// be read as it was sent; without any row the built-in words hold.
/// </summary>
public sealed class NotificationTemplate : ITenantOwned
{
    public TemplateId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required NotificationKind Kind { get; init; }

    public required NotificationChannel Channel { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    /// <summary>Whether customers who said nothing about it are told.</summary>
    public required bool IsOnByDefault { get; init; }

    public bool IsCurrent { get; private set; } = true;

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>A newer version has taken its place.</summary>
    public void Retire() => IsCurrent = false;
}
