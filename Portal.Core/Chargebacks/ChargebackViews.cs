using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks;

/// <param name="Statuses">None is all.</param>
/// <param name="Search">The order's or the chargeback's reference; empty is all.</param>
public sealed record ChargebackFilter(
    IReadOnlyList<ChargebackStatus>? Statuses = null,
    string Search = ""
);

/// <param name="Shops">Names of the shops whose sales are in the order.</param>
/// <param name="DaysLeft">Business days until the evidence is due, below zero when it is over; null once evidence was given or it is decided.</param>
public sealed record ChargebackRow(
    ChargebackId Id,
    OrderId Order,
    string OrderReference,
    string? BuyerName,
    IReadOnlyList<string> Shops,
    string Gateway,
    string Reference,
    string ReasonCode,
    Money Amount,
    Money Fee,
    ChargebackStatus Status,
    DateTimeOffset RecordedAt,
    DateTimeOffset EvidenceDueAt,
    int? DaysLeft
);

/// <summary>Chargebacks of one state and currency.</summary>
public sealed record ChargebackSum(ChargebackStatus Status, Money Amount, int Count);

/// <summary>The gateway's dispute that a chargeback stands for.</summary>
/// <param name="Stage">How far it is, as the gateway said last.</param>
/// <param name="Message">Why a person has to see to it.</param>
public sealed record DisputeOf(
    DisputeId Id,
    string Reference,
    DisputeStatus Status,
    string? Stage,
    string? Message,
    DateTimeOffset? AskedAt
);

/// <summary>How far evidence is on its way to the gateway.</summary>
/// <param name="Message">Why it was refused or is unknown.</param>
public sealed record EvidenceState(
    EvidenceStatus Status,
    int Attempts,
    string? Message,
    DateTimeOffset? SentAt
);

/// <param name="Dispute">None where a person recorded it, and no gateway told of it.</param>
/// <param name="Evidence">None until it is submitted, and where a person hands it in.</param>
public sealed record ChargebackDetail(
    ChargebackRow Row,
    string ChargeKey,
    string? GatewayReference,
    string RecordedBy,
    string? SubmittedBy,
    DateTimeOffset? SubmittedAt,
    string? EvidenceHash,
    string? EvidenceNote,
    string? EndedBy,
    DateTimeOffset? EndedAt,
    RefundId? Refund,
    DisputeOf? Dispute,
    EvidenceState? Evidence,
    IReadOnlyList<TimelineEvent> History
)
{
    public bool IsOpen =>
        Row.Status is ChargebackStatus.NeedsResponse or ChargebackStatus.UnderReview;
}

/// <summary>What of an order can still be charged back; for the dialog that records it.</summary>
public sealed record ChargeableOrder(OrderId Order, string Reference, Money Left, string Gateway);
