using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Money on its way back to a buyer, from the charge it was taken by. Its key at the gateway never
/// changes, however often it is sent. Moved by the statements in <c>RefundsSql</c>.
/// </summary>
public sealed class PaymentRefund : ITenantOwned
{
    public required RefundId RefundId { get; init; }

    public TenantId TenantId { get; set; }

    public required long OrderId { get; init; }

    /// <summary>Idempotency key at the gateway: <c>refund-{id}</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the charge it is taken from.</summary>
    public required string ChargeKey { get; init; }

    /// <summary>The gateway that has the charge; no other can give it back.</summary>
    public required string Gateway { get; init; }

    public required long AmountMinor { get; init; }

    public required Currency Currency { get; init; }

    public RefundStatus Status { get; private set; }

    /// <summary>How often the gateway was asked. Also the fencing token of whoever asks: an answer to an earlier try is not written.</summary>
    public int Attempts { get; private set; }

    /// <summary>By the database's clock: when somebody has to see to it; while it is being sent, the end of the lease. None when it was sent or waits for a person.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>By the database's clock: when a refund that was sent is to be asked about once more, because its gateway told something of it.</summary>
    public DateTimeOffset? CheckDueAt { get; private set; }

    /// <summary>How often it was sent and came back: each sending has an entry of its own.</summary>
    public int Returns { get; private set; }

    public string? GatewayReference { get; private set; }

    public string? FailureCode { get; private set; }

    /// <summary>What the gateway said last, unless it has sent it.</summary>
    public string? Message { get; private set; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? SentAt { get; private set; }
}

/// <summary>One time the gateway was asked about a refund. Committed before the call.</summary>
public sealed class RefundAttempt : ITenantOwned
{
    public required RefundId RefundId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    public TenantId TenantId { get; set; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>What was sent, as JSON.</summary>
    public required string Request { get; init; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>What came of it; none while it is under way, or when its worker never came back.</summary>
    public RefundStatus? Outcome { get; private set; }

    public string? Code { get; private set; }

    public string? Message { get; private set; }

    /// <summary>The answer as it came, at most 2,000 characters of it.</summary>
    public string? Answer { get; private set; }
}
