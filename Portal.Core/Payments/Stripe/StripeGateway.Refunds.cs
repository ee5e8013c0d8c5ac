using System.Globalization;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Stripe;

/// <summary>Money goes back to the charge it came from; what became of it is found in the list of the charge's refunds.</summary>
public sealed partial class StripeGateway
{
    private const string TryField = "portal_try";

    public async Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct)
    {
        using var time = options.Limit(ct);
        if (refund.ChargeReference is null || StripeAmounts.Of(refund.Amount) is not { } amount)
        {
            return new RefundAnswer(
                RefundVerdict.Refused,
                Code: "not_possible",
                Message: "Stripe has no such charge, or does not give back this amount.",
                MayPass: false
            );
        }

        var made = await _api.PostAsync<StripeRefund>(
            "v1/refunds",
            [
                new("charge", refund.ChargeReference),
                new("amount", amount.ToString(CultureInfo.InvariantCulture)),
                new($"metadata[{KeyField}]", refund.Key),
                new($"metadata[{TryField}]", TryOf(refund)),
            ],
            TryOf(refund),
            time.Token
        );
        return made switch
        {
            { Value: { } given } => Judge(given, refund, made.Text),
            { Refusal: { } no } => new RefundAnswer(
                RefundVerdict.Refused,
                Code: no.Word,
                Message: no.Message,
                MayPass: no.Code is "balance_insufficient" or "insufficient_funds",
                Text: made.Text
            ),
            _ => new RefundAnswer(RefundVerdict.Unknown, Message: made.Doubt, Text: made.Text),
        };
    }

    public async Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct)
    {
        if (refund.ChargeReference is null)
        {
            return new RefundAnswer(RefundVerdict.NeverSeen);
        }

        using var time = options.Limit(ct);
        var found = await _api.FindAsync<StripeRefund>(
            $"v1/refunds?charge={Uri.EscapeDataString(refund.ChargeReference)}",
            r => r.Id,
            r => IsOf(r, refund),
            time.Token
        );
        return found switch
        {
            { Value: { } made } => Judge(made, refund, null),
            { Refusal: null, Doubt: null } => new RefundAnswer(RefundVerdict.NeverSeen),
            _ => new RefundAnswer(
                RefundVerdict.Unknown,
                Message: found.Doubt ?? found.Refusal?.Message,
                Text: found.Text
            ),
        };
    }

    /// <summary>
    /// Stripe answers a key with the same refusal for a day, so what was refused goes under another one. A try
    /// that may have got there keeps its key.
    /// </summary>
    private static string TryOf(RefundRequest refund) =>
        refund.Refusals == 0 ? refund.Key : $"{refund.Key}-{refund.Refusals}";

    private static bool IsOf(StripeRefund made, RefundRequest refund) =>
        made.Metadata?.GetValueOrDefault(TryField) == TryOf(refund);

    private static RefundAnswer Judge(StripeRefund refund, RefundRequest asked, string? text) =>
        refund switch
        {
            _ when !StripeAmounts.AreSame(asked.Amount, refund.Amount, refund.Currency) => new(
                RefundVerdict.Unknown,
                refund.Id,
                Message: "Stripe named another amount than it was asked for.",
                Text: text
            ),
            { Status: "succeeded" } => new(RefundVerdict.Sent, refund.Id, Text: text),
            { Status: "failed" or "canceled" } => new(
                RefundVerdict.Refused,
                refund.Id,
                refund.FailureReason ?? refund.Status,
                "The buyer's bank did not take it back.",
                MayPass: false,
                Text: text
            ),
            // "pending" may still fail; it is asked about until it is one or the other.
            _ => new(
                RefundVerdict.Unknown,
                refund.Id,
                Message: "Stripe has not decided about it yet.",
                Text: text
            ),
        };
}
