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
/// <param name="Reversed">All of it was taken back.</param>
internal sealed record StripeTransfer(
    string Id,
    long? Amount,
    string? Currency,
    string? Destination,
    bool? Reversed,
    IReadOnlyDictionary<string, string>? Metadata
);

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
