using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;

namespace Portal.Core.Settlement.Connect;

/// <summary>A payout that this worker has to ask Stripe about.</summary>
/// <param name="Attempt">Number of this try.</param>
/// <param name="MayHaveBeenSent">An earlier try may have reached Stripe, so it is asked before it is sent.</param>
public sealed record DueTransfer(
    PayoutId Payout,
    PayoutRunId Run,
    int Attempt,
    TransferRequest Request,
    bool MayHaveBeenSent
);

/// <summary>A payout that was sent and is asked about once more.</summary>
/// <param name="Lease">Its end, which is its token.</param>
public sealed record SentTransfer(PayoutId Payout, TransferRequest Request, DateTimeOffset Lease);
