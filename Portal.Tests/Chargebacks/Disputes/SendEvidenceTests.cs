using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Evidence on its way to Stripe: handed in once, whatever happens to answers and workers.</summary>
public sealed class SendEvidenceTests : DisputeTests
{
    private DisputeStub.Dispute _dispute = null!;
    private ChargebackId _chargeback;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var (_, charge) = await Desk.PayAsync(1);
        _dispute = Stripe.Open(charge, 1_000);
        await Desk.FindAndFollowAsync();
        _chargeback = (await Desk.OneAsync()).Id;
    }

    [Fact]
    public async Task Submitted_IsHandedInOnce_AsTexts()
    {
        Assert.Equal(0, (await Desk.SendAsync()).Asked);
        Assert.False((await Desk.Chargebacks.SubmitAsync(_chargeback, "Signed for")).Failed);
        Assert.Equal(EvidenceStatus.Waiting, (await StateAsync())?.Status);

        Assert.Equal(1, (await Desk.SendAsync()).Sent);
        Assert.Equal(0, (await Desk.SendAsync()).Asked);

        Assert.Equal(1, _dispute.Submissions);
        Assert.StartsWith(
            "Signed for",
            _dispute.Evidence!["uncategorized_text"],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "SKU-",
            _dispute.Evidence["product_description"],
            StringComparison.OrdinalIgnoreCase
        );
        var state = await StateAsync();
        Assert.Equal(EvidenceStatus.Sent, state?.Status);
        Assert.NotNull(state?.SentAt);
        await Desk.FollowAgainAsync();
        Assert.Equal("followed", await Desk.StateAsync(_dispute.Id));
    }

    [Fact]
    public async Task AnswerLost_IsAskedAboutBeforeItIsSentAgain()
    {
        await Desk.Chargebacks.SubmitAsync(_chargeback);
        Stripe.OnTaken = () => false;

        Assert.Equal(1, (await Desk.SendAsync()).Unknown);
        Assert.Equal(
            (EvidenceStatus.Unknown, "Stripe answered 500."),
            ((await StateAsync())!.Status, (await StateAsync())!.Message)
        );
        Stripe.OnTaken = () => true;
        await Desk.ComeDueAsync();

        Assert.Equal(1, (await Desk.SendAsync()).Sent);
        Assert.Equal(1, _dispute.Submissions);
    }

    [Fact]
    public async Task NeverArrived_IsSentAgain()
    {
        await Desk.Chargebacks.SubmitAsync(_chargeback);
        Stripe.OnEvidence = () => false;
        await Desk.SendAsync();
        Stripe.OnEvidence = () => true;
        await Desk.ComeDueAsync();

        Assert.Equal(1, (await Desk.SendAsync()).Sent);
        Assert.Equal(1, _dispute.Submissions);
    }

    [Fact]
    public async Task Refused_WaitsForAPerson_WhoHasItSentAgain()
    {
        await Desk.Chargebacks.SubmitAsync(_chargeback);
        Stripe.Refusal = "This dispute is already closed";

        Assert.Equal(1, (await Desk.SendAsync()).Refused);
        Assert.Equal(
            (EvidenceStatus.Refused, "This dispute is already closed"),
            ((await StateAsync())!.Status, (await StateAsync())!.Message)
        );
        await Desk.ComeDueAsync();
        Assert.Equal(0, (await Desk.SendAsync()).Asked);
        Stripe.Refusal = null;

        Assert.False((await Desk.RetryAsync(_chargeback)).Failed);
        Assert.Equal(1, (await Desk.SendAsync()).Sent);
        Assert.Equal(DisputeErrors.NothingToSend, (await Desk.RetryAsync(_chargeback)).Error);
        Assert.Equal(1, _dispute.Submissions);
        Assert.Equal(
            [
                "order.chargeback_opened",
                "order.chargeback_evidence_submitted",
                "order.chargeback_evidence_moved",
                "order.chargeback_evidence_moved",
                "order.chargeback_evidence_moved",
            ],
            (await Desk.Chargebacks.FindAsync(_chargeback)).History.Select(e => e.Kind)
        );
    }

    [Fact]
    public async Task RecordedByHandAlone_IsHandedInByAPerson()
    {
        var (order, _) = await Desk.PayAsync(1);
        var byHand = await Desk.Chargebacks.OpenAsync(order, 1_000);

        await Desk.Chargebacks.SubmitAsync(byHand);

        Assert.Null((await Desk.Chargebacks.FindAsync(byHand)).Evidence);
        Assert.Equal(0, (await Desk.SendAsync()).Asked);
    }

    [Fact]
    public async Task TwentyWorkersAtOnce_HandInOnce()
    {
        await Desk.Chargebacks.SubmitAsync(_chargeback);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    await Desk.ComeDueAsync();
                    await Desk.SendAsync();
                })
        );

        Assert.Equal(EvidenceStatus.Sent, (await StateAsync())?.Status);
        Assert.Equal(1, _dispute.Submissions);
    }

    private async Task<EvidenceState?> StateAsync() =>
        (await Desk.Chargebacks.FindAsync(_chargeback)).Evidence;
}
