using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;

namespace Portal.Api;

internal sealed record RunShape(
    long RunId,
    PayoutRunStatus Status,
    string Currency,
    decimal Total,
    int Payouts,
    string SubmittedBy,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ExpiresAt,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? CancelledAt
)
{
    public static RunShape Of(PayoutRun run) =>
        new(
            run.Id.Value,
            run.Status,
            run.Currency.Code,
            run.Total.Major,
            run.Count,
            run.SubmittedByName,
            run.SubmittedAt,
            run.ExpiresAt,
            run.ApprovedByName,
            run.ApprovedAt,
            run.CancelledAt
        );
}

internal sealed record PreviewShape(
    string Currency,
    decimal Total,
    decimal Left,
    IReadOnlyList<CandidateShape> Shops
)
{
    public static PreviewShape Of(PayoutPreview preview) =>
        new(
            preview.Currency.Code,
            preview.Total.Major,
            preview.Left.Major,
            [.. preview.Candidates.Select(CandidateShape.Of)]
        );
}

/// <param name="Balance">Beside the reserve; below zero the shop owes.</param>
/// <param name="Reserve">What is kept against refunds, once the run has filled it.</param>
/// <param name="Amount">What it would be paid; 0 when it is skipped.</param>
/// <param name="Skip">Why it is not paid; null when it is.</param>
/// <param name="Method">How it is paid; null where it has not said so.</param>
internal sealed record CandidateShape(
    long SellerId,
    string SellerName,
    decimal Balance,
    decimal Held,
    decimal Reserve,
    decimal Amount,
    PayoutSkip? Skip,
    DateOnly? DueOn,
    PayoutMethod? Method
)
{
    public static CandidateShape Of(PayoutCandidateRow row) =>
        new(
            row.Candidate.Seller.Value,
            row.SellerName,
            row.Money(row.Candidate.BalanceMinor).Major,
            row.Money(row.Candidate.HeldMinor).Major,
            row.Money(row.Candidate.ReserveMinor).Major,
            row.Money(row.Candidate.AmountMinor).Major,
            row.Candidate.Skip,
            row.Candidate.DueOn,
            row.Candidate.Account?.Method
        );
}

/// <param name="Transfer">How it stands at Stripe; null for those through the bank, and before the approval.</param>
internal sealed record PayoutShape(
    long PayoutId,
    long RunId,
    long SellerId,
    string SellerName,
    PayoutStatus Status,
    string Currency,
    decimal Amount,
    int Sales,
    decimal CarriedOver,
    PayoutMethod Method,
    string PaidTo,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? ReturnedAt,
    string? ReturnedReason,
    TransferShape? Transfer
)
{
    public static PayoutShape Of(PayoutRow row) =>
        new(
            row.Payout.Id.Value,
            row.Payout.RunId.Value,
            row.Payout.SellerId.Value,
            row.SellerName,
            row.Payout.Status,
            row.Payout.Currency.Code,
            row.Payout.Amount.Major,
            row.Payout.SalesCount,
            row.Payout.CarriedOver.Major,
            row.Payout.Method,
            row.Bank,
            row.SubmittedAt,
            row.Payout.PaidAt,
            row.Payout.ReturnedAt,
            row.Payout.ReturnedReason,
            row.Transfer is { } transfer ? TransferShape.Of(transfer) : null
        );
}

/// <param name="Reference">Stripe's number of the transfer.</param>
/// <param name="Message">Why it was refused or is unknown.</param>
internal sealed record TransferShape(
    TransferStatus Status,
    string? Reference,
    string? FailureCode,
    string? Message,
    DateTimeOffset? UnknownSince
)
{
    public static TransferShape Of(PayoutTransfer transfer) =>
        new(
            transfer.Status,
            transfer.Reference,
            transfer.FailureCode,
            transfer.Message,
            transfer.UnknownSince
        );
}
