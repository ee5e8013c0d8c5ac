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

internal sealed record StripeList<T>(IReadOnlyList<T> Data, bool HasMore);

internal sealed record StripeProblem(StripeError? Error);

internal sealed record StripeError(string? Type, string? Code, string? DeclineCode, string? Message)
{
    /// <summary>The most exact of its words for programs.</summary>
    public string Word => DeclineCode ?? Code ?? Type ?? "refused";
}
