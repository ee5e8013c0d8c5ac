using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Notifications;

/// <summary>What the history is asked for; null or empty means any. Days are the tenant's.</summary>
public sealed record NotificationFilter(
    IReadOnlyList<NotificationKind>? Kinds = null,
    IReadOnlyList<NotificationChannel>? Channels = null,
    IReadOnlyList<DeliveryStatus>? Statuses = null,
    CustomerId? Customer = null,
    OrderId? Order = null,
    DateOnly? From = null,
    DateOnly? To = null
);

/// <summary>A notification in the history, with its words.</summary>
public sealed record NotificationRow(
    DeliveryId Id,
    NotificationKind Kind,
    NotificationChannel Channel,
    OrderId? Order,
    string? OrderReference,
    CustomerId? Customer,
    string? CustomerName,
    string? Recipient,
    Money Total,
    DeliveryStatus Status,
    int Attempts,
    string? Error,
    string Subject,
    string Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? NextAttemptAt
);

/// <summary>How many notifications there are, by what and where.</summary>
public sealed record NotificationStats(
    long Total,
    long Completed,
    long Failed,
    long Sent,
    long Pending,
    long FailedSends,
    IReadOnlyDictionary<NotificationChannel, long> ByChannel,
    NotificationDay Today
);

public sealed record NotificationDay(long Total, long Completed, long Failed);

/// <summary>The words a kind has on a channel, the tenant's own or the built-in ones.</summary>
public sealed record TemplateView(
    NotificationKind Kind,
    NotificationChannel Channel,
    string Subject,
    string Body,
    bool IsOnByDefault,
    bool IsBuiltIn,
    string? ChangedBy,
    DateTimeOffset? ChangedAt
);

/// <summary>What holds for one customer.</summary>
/// <param name="Chosen">What the customer decided; null when the default holds.</param>
public sealed record PreferenceView(
    NotificationKind Kind,
    NotificationChannel Channel,
    bool? Chosen,
    bool Default
)
{
    public bool IsOn => Chosen ?? Default;
}

/// <summary>A customer and what they want to be told.</summary>
public sealed record PreferencesOfCustomer(
    CustomerId Id,
    string Reference,
    string Name,
    string? Email,
    IReadOnlyList<PreferenceView> Preferences
);
