using Portal.Core.Kernel;

namespace Portal.Core.Payments.Webhooks;

public readonly record struct WebhookEventId(long Value) : IEntityId<WebhookEventId>
{
    public static WebhookEventId From(long value) => new(value);
}

/// <summary>
/// A message of a gateway whose signature was right. Only what it is about is kept: what is true of that
/// is asked of the gateway. Of no tenant, because the gateway knows none.
/// </summary>
public sealed class WebhookEvent
{
    public WebhookEventId Id { get; private set; }

    public required string Gateway { get; init; }

    /// <summary>The gateway's number of the message; a second one with it is a repetition.</summary>
    public required string EventId { get; init; }

    /// <summary>In the gateway's words, e.g. <c>checkout.session.completed</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, by the gateway's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The order whose charge it is about; none when it is about something else.</summary>
    public long? OrderId { get; init; }

    public int? Attempt { get; init; }

    public long? RefundId { get; init; }

    /// <summary>When what it is about was put up to be asked for.</summary>
    public DateTimeOffset? FollowedAt { get; private set; }
}
