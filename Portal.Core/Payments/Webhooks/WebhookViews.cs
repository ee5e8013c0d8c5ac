namespace Portal.Core.Payments.Webhooks;

/// <param name="Statuses">Empty for all.</param>
/// <param name="Type">Part of the gateway's word for it.</param>
/// <param name="Search">The whole number of a message, an order, a refund, a payout, a dispute or an account.</param>
public sealed record WebhookFilter(
    IReadOnlyCollection<WebhookStatus> Statuses,
    string? Type = null,
    string? Search = null
);

/// <summary>A message of a gateway, for people to read.</summary>
public sealed record WebhookRow(
    WebhookEventId Id,
    string Gateway,
    string EventId,
    string Type,
    WebhookStatus Status,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? FollowedAt,
    int Attempts,
    string? Error,
    long? OrderId,
    long? RefundId
)
{
    public long? PayoutId { get; init; }

    /// <summary>The gateway's number of the dispute or the shop's account it is about.</summary>
    public string? Subject { get; init; }
}

/// <param name="IsOfPlatform">About nothing of ours.</param>
/// <param name="Payload">As JSON, without what may be a secret or a person's.</param>
public sealed record WebhookDetail(
    WebhookRow Row,
    int? Attempt,
    bool IsOfPlatform,
    string? Payload
);

/// <summary>What is set up so that messages come.</summary>
/// <param name="Sender">The gateway that sends messages here; null when none that is configured does.</param>
/// <param name="IsOpen">It has a secret to sign with, so the address takes its messages.</param>
public sealed record WebhookSetup(string? Sender, bool IsOpen);
