using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments;

/// <summary>
/// One try to charge an order. Committed before the gateway is called, so that a crash leaves a row
/// to ask about; the gateway is asked again under the same key, never under a new one.
/// </summary>
public sealed class PaymentAttempt : ITenantOwned
{
    public AttemptId Id { get; private set; }

    public TenantId TenantId { get; set; }

    public required long OrderId { get; init; }

    /// <summary>The order's attempt it belongs to, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Idempotency key at the gateway: <c>order-{id}-{attempt}</c>.</summary>
    public required string Key { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public PaymentStatus Status { get; private set; } = PaymentStatus.Created;

    /// <summary>Which gateway it went to.</summary>
    public required string Gateway { get; init; }

    public string? GatewayReference { get; private set; }

    /// <summary>Where the buyer pays; of use only while it is open.</summary>
    public string? PaymentUrl { get; private set; }

    public string? DeclineCode { get; private set; }

    public string? Message { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Since when it is to be closed instead of asked about: its buyer called the order off.</summary>
    public DateTimeOffset? CloseAskedAt { get; private set; }
}

public enum PaymentStatus
{
    /// <summary>About to be sent, or sent by a worker that has not come back; asked about when its lease ends.</summary>
    Created,

    /// <summary>The money is ours.</summary>
    Captured,

    /// <summary>The gateway said no; nothing was charged.</summary>
    Declined,

    /// <summary>The buyer has to pay at the gateway's address; asked about until they did, or their time is over.</summary>
    Waiting,

    /// <summary>No answer, or one that does not say; asked about until it is known.</summary>
    Unknown,
}
