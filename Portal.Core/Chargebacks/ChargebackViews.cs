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
    IReadOnlyList<TimelineEvent> History
)
{
    public bool IsOpen =>
        Row.Status is ChargebackStatus.NeedsResponse or ChargebackStatus.UnderReview;
}

/// <summary>What of an order can still be charged back; for the dialog that records it.</summary>
public sealed record ChargeableOrder(OrderId Order, string Reference, Money Left, string Gateway);
