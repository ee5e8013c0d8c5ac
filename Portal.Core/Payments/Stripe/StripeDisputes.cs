using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Stripe;

/// <summary>
/// Disputes of charges. Evidence goes as texts: as files Stripe takes only PDF, JPEG and PNG. That it was handed in is known by
/// our key, which is written into the dispute with it.
/// </summary>
public sealed class StripeDisputes(StripeOptions options) : IDisputeGateway
{
    private static readonly Error NoAnswer = Error.Rule(
        "stripe.no_answer",
        "Stripe did not answer. Try again in a moment."
    );

    private readonly StripeApi _api = StripeApi.Connect(options);

    public async Task<DisputeAnswer> AskDisputeAsync(string reference, CancellationToken ct)
    {
        using var time = options.Limit(ct);
        var asked = await _api.GetAsync<StripeDispute>(PathOf(reference), time.Token);
        return asked switch
        {
            { Value: { } dispute } => Tell(dispute) is { } told
                ? new DisputeAnswer(told)
                : new DisputeAnswer(
                    Doubt: $"Stripe says it is {dispute.Status}, which is not known here."
                ),
            { Refusal.Code: "resource_missing" } => new DisputeAnswer(IsUnknownThere: true),
            _ => new DisputeAnswer(
                Doubt: asked.Doubt ?? asked.Refusal?.Message ?? "Stripe did not say."
            ),
        };
    }

    public async Task<Result<IReadOnlyList<DisputeTold>>> ListDisputesAsync(
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        var listed = await _api.ListAsync<StripeDispute>(
            string.Create(
                CultureInfo.InvariantCulture,
                $"v1/disputes?created[gte]={since.ToUnixTimeSeconds()}"
            ),
            d => d.Id,
            time.Token
        );
        return listed.Value is { } all ? all.Select(Tell).OfType<DisputeTold>().ToList() : NoAnswer;
    }

    public async Task<EvidenceAnswer> SubmitEvidenceAsync(
        EvidenceRequest evidence,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        var sent = await _api.PostAsync<StripeDispute>(
            PathOf(evidence.Dispute),
            [
                .. evidence.Fields.Select(f => KeyValuePair.Create($"evidence[{f.Key}]", f.Value)),
                new($"metadata[{StripeGateway.KeyField}]", evidence.Key),
                new("submit", "true"),
            ],
            TryOf(evidence),
            time.Token
        );
        return sent switch
        {
            { Value: { } dispute } => HasIt(dispute, evidence)
                ? new EvidenceAnswer(EvidenceVerdict.Sent)
                : new EvidenceAnswer(
                    EvidenceVerdict.Unknown,
                    Message: "Stripe's answer does not say that it was handed in."
                ),
            { Refusal: { } no } => new EvidenceAnswer(EvidenceVerdict.Refused, no.Word, no.Message),
            _ => new EvidenceAnswer(EvidenceVerdict.Unknown, Message: sent.Doubt),
        };
    }

    public async Task<EvidenceAnswer> FindEvidenceAsync(
        EvidenceRequest evidence,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        var asked = await _api.GetAsync<StripeDispute>(PathOf(evidence.Dispute), time.Token);
        return asked switch
        {
            { Value: { } dispute } => new EvidenceAnswer(
                HasIt(dispute, evidence) ? EvidenceVerdict.Sent : EvidenceVerdict.NeverSeen
            ),
            _ => new EvidenceAnswer(
                EvidenceVerdict.Unknown,
                Message: asked.Doubt ?? asked.Refusal?.Message
            ),
        };
    }

    /// <summary>Null when its state is none of those that Stripe names for the version we ask for.</summary>
    private static DisputeTold? Tell(StripeDispute dispute)
    {
        if (StageOf(dispute.Status) is not { } stage)
        {
            return null;
        }

        var moved = dispute.BalanceTransactions ?? [];
        var taken = moved.Where(t => t.Amount < 0).ToList();
        var returned = moved.Where(t => t.Amount > 0).ToList();
        return new DisputeTold(
            dispute.Id,
            [.. new[] { dispute.Charge, dispute.PaymentIntent }.OfType<string>()],
            StripeAmounts.ToMoney(dispute.Amount, dispute.Currency),
            dispute.Reason ?? "general",
            stage,
            dispute.EvidenceDetails?.DueBy is > 0 and { } due
                ? DateTimeOffset.FromUnixTimeSeconds(due)
                : null,
            taken.Count > 0,
            Sum(taken, t => -t.Amount),
            returned.Count > 0,
            Sum(returned, t => t.Amount),
            Sum(taken, t => t.Fee)
        );
    }

    private static DisputeStage? StageOf(string? status) =>
        status switch
        {
            "warning_needs_response" or "warning_under_review" => DisputeStage.Inquiry,
            "warning_closed" => DisputeStage.InquiryClosed,
            "needs_response" => DisputeStage.NeedsResponse,
            "under_review" => DisputeStage.UnderReview,
            "won" => DisputeStage.Won,
            "lost" => DisputeStage.Lost,
            _ => null,
        };

    /// <summary>Null of none, and of those that are not all in one currency.</summary>
    private static Money? Sum(
        List<StripeBalanceTransaction> moved,
        Func<StripeBalanceTransaction, long?> of
    ) =>
        moved.Count > 0 && moved.DistinctBy(t => t.Currency, StringComparer.Ordinal).Count() == 1
            ? StripeAmounts.ToMoney(moved.Sum(of), moved[0].Currency)
            : null;

    private static bool HasIt(StripeDispute dispute, EvidenceRequest evidence) =>
        dispute.Metadata?.GetValueOrDefault(StripeGateway.KeyField) == evidence.Key
        && dispute.EvidenceDetails?.SubmissionCount > 0;

    private static string TryOf(EvidenceRequest evidence) =>
        evidence.Refusals == 0 ? evidence.Key : $"{evidence.Key}-{evidence.Refusals}";

    private static string PathOf(string dispute) => $"v1/disputes/{Uri.EscapeDataString(dispute)}";
}
