namespace Portal.Core.Payments.Stripe;

/// <summary>A Checkout Session, as far as we read it. Its <c>payment_intent</c> is always asked for expanded.</summary>
/// <param name="Status"><c>open</c>, <c>complete</c> or <c>expired</c>.</param>
/// <param name="PaymentStatus"><c>paid</c>, <c>unpaid</c> or <c>no_payment_required</c>.</param>
/// <param name="PaymentIntent">None until the buyer begins to pay.</param>
internal sealed record StripeSession(
    string Id,
    string? Url,
    string? Status,
    string? PaymentStatus,
    long? AmountTotal,
    string? Currency,
    StripeIntent? PaymentIntent
);

/// <param name="LatestCharge">The charge refunds are taken from, and statements name.</param>
internal sealed record StripeIntent(
    string Id,
    string? Status,
    long? AmountReceived,
    string? Currency,
    string? LatestCharge
);

/// <param name="Status"><c>pending</c>, <c>requires_action</c>, <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
internal sealed record StripeRefund(
    string Id,
    long? Amount,
    string? Currency,
    string? Status,
    string? FailureReason,
    IReadOnlyDictionary<string, string>? Metadata
);

/// <param name="Destination">The connected account.</param>
/// <param name="AmountReversed">What of it was taken back.</param>
/// <param name="Reversed">All of it was taken back.</param>
internal sealed record StripeTransfer(
    string Id,
    long? Amount,
    long? AmountReversed,
    string? Currency,
    string? Destination,
    bool? Reversed,
    IReadOnlyDictionary<string, string>? Metadata
);

/// <summary>A dispute, as far as we read it.</summary>
/// <param name="Charge">E.g. <c>ch_3MmlLrLkdIwHu7ix0snN0B15</c>.</param>
/// <param name="Status">
/// <c>warning_needs_response</c>, <c>warning_under_review</c>, <c>warning_closed</c>, <c>needs_response</c>,
/// <c>under_review</c>, <c>won</c> or <c>lost</c>.
/// </param>
/// <param name="BalanceTransactions">What was taken of the marketplace's balance, and what came back: none, one or two.</param>
internal sealed record StripeDispute(
    string Id,
    long? Amount,
    string? Currency,
    string? Charge,
    string? PaymentIntent,
    string? Reason,
    string? Status,
    StripeEvidenceDetails? EvidenceDetails,
    IReadOnlyList<StripeBalanceTransaction>? BalanceTransactions,
    IReadOnlyDictionary<string, string>? Metadata
);

/// <param name="DueBy">In seconds since 1970; none when it is decided.</param>
internal sealed record StripeEvidenceDetails(long? DueBy, int? SubmissionCount);

/// <param name="Amount">Below zero when it was taken, without the fee.</param>
/// <param name="Currency">The balance's, which may be another than the charge's.</param>
internal sealed record StripeBalanceTransaction(long? Amount, long? Fee, string? Currency);

/// <summary>An account that the platform made for somebody.</summary>
internal sealed record StripeConnectedAccount(
    string Id,
    bool? PayoutsEnabled,
    StripeCapabilities? Capabilities,
    StripeRequirements? Requirements
);

/// <param name="Transfers"><c>active</c>, <c>inactive</c> or <c>pending</c>.</param>
internal sealed record StripeCapabilities(string? Transfers);

/// <param name="CurrentlyDue">E.g. <c>individual.verification.document</c>.</param>
internal sealed record StripeRequirements(IReadOnlyList<string>? CurrentlyDue);

internal sealed record StripeAccountLink(string? Url);

internal sealed record StripeList<T>(IReadOnlyList<T> Data, bool HasMore);

internal sealed record StripeProblem(StripeError? Error);

/// <param name="Param">The field it is about, if it is about one.</param>
internal sealed record StripeError(
    string? Type,
    string? Code,
    string? DeclineCode,
    string? Message,
    string? Param = null
)
{
    /// <summary>The most exact of its words for programs.</summary>
    public string Word => DeclineCode ?? Code ?? Type ?? "refused";
}
