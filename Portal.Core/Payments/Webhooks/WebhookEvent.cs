using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Webhooks;

public readonly record struct WebhookEventId(long Value) : IEntityId<WebhookEventId>
{
    public static WebhookEventId From(long value) => new(value);
}

/// <summary>
/// A message of a gateway whose signature was right: a hint that it is time to ask, never how it ended. Moved by the
/// statements of <c>WebhookHintsSql</c>.
/// </summary>
public sealed class WebhookEvent : ITenantOwned, IAudited
{
    public const int LongestSubject = 100;

    /// <summary>Tenant of what is about nothing of ours: only the platform reads it.</summary>
    public static readonly TenantId Platform = new(0);

    public WebhookEventId Id { get; private set; }

    public TenantId TenantId { get; set; }

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

    /// <summary>The payout whose transfer it is about.</summary>
    public long? PayoutId { get; init; }

    /// <summary>The gateway's number of the dispute or the shop's account it is about.</summary>
    public string? Subject { get; init; }

    /// <summary>As JSON, what <see cref="WebhookPayloadPolicy"/> lets people read; none of messages from before it was kept.</summary>
    public string? Payload { get; init; }

    public WebhookStatus Status { get; private set; }

    /// <summary>How often what it is about was to be put up to be asked for.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why the last of them failed.</summary>
    public string? Error { get; private set; }

    /// <summary>When what it is about was put up to be asked for.</summary>
    public DateTimeOffset? FollowedAt { get; private set; }

    /// <summary>Somebody has it followed once more. Refused unless it failed.</summary>
    public Result WorkAgain()
    {
        if (Status is not WebhookStatus.Failed)
        {
            return WebhookErrors.NothingToWorkAgain;
        }

        Status = WebhookStatus.Waiting;
        return Result.Ok;
    }
}

public enum WebhookStatus
{
    /// <summary>The worker follows it, within seconds.</summary>
    Waiting,

    /// <summary>What it is about is being asked about; nothing is left to do.</summary>
    Followed,

    /// <summary>The database refused it; a person sees to the cause and has it worked again.</summary>
    Failed,
}
