using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>A refund that was sent, and that this worker asks about once more.</summary>
/// <param name="Returns">How often it came back before.</param>
/// <param name="Lease">When another may ask; also the fencing token of whoever asks.</param>
public sealed record SentRefund(
    RefundId Id,
    string Gateway,
    RefundRequest Request,
    int Returns,
    DateTimeOffset Lease
);
