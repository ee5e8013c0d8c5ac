using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>
/// Made of the event and the channel, so that one event gives one delivery per channel whatever
/// happens: eight times the event's id, plus the channel's number.
/// </summary>
public readonly record struct DeliveryId(long Value) : IEntityId<DeliveryId>
{
    public static DeliveryId From(long value) => new(value);
}

/// <summary>
/// One notification on one channel. Rows are written set-based by <see cref="NotificationsConsumer"/>
/// and moved by <see cref="MailQueue"/>; the text is made from the template when it is sent or shown.
/// </summary>
public sealed class NotificationDelivery : ITenantOwned
{
    public DeliveryId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public NotificationKind Kind { get; private set; }

    public NotificationChannel Channel { get; private set; }

    public OrderId? OrderId { get; private set; }

    public string? OrderReference { get; private set; }

    public CustomerId? CustomerId { get; private set; }

    public string? CustomerName { get; private set; }

    /// <summary>The address it goes to, as it was when the event happened.</summary>
    public string? Recipient { get; private set; }

    public Currency Currency { get; private set; }

    public long TotalMinor { get; private set; }

    /// <summary>Why the order failed, in a sentence; null otherwise.</summary>
    public string? Detail { get; private set; }

    /// <summary>The template of that moment; null for the built-in one.</summary>
    public TemplateId? TemplateId { get; private set; }

    public DeliveryStatus Status { get; private set; }

    /// <summary>Answers of the mail server so far; times it was not reached do not count.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    public string? Error { get; private set; }

    /// <summary>The tenant's business day of the event.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>When the event happened. Partitions are by month of it.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }
}
