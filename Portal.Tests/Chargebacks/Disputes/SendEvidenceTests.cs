using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Evidence on its way to Stripe: handed in once, whatever happens to answers and workers.</summary>
public sealed class SendEvidenceTests : PortalTests
{
    private readonly HookedGateway _gateway = new("stripe");
    private DisputeStub _stripe = null!;
    private DisputeDesk _desk = null!;
    private DisputeStub.Dispute _dispute = null!;
    private ChargebackId _chargeback;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(_gateway)
            .AddSingleton<IDisputeGateway>(new StripeDisputes(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await DisputeStub.StartAsync();
        await base.InitializeAsync();
        _desk = new DisputeDesk(Portal, _gateway);
        var (_, charge) = await _desk.PayAsync(1);
        _dispute = _stripe.Open(charge, 1_000);
        await _desk.FindAndFollowAsync();
        _chargeback = (await _desk.OneAsync()).Id;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Submitted_IsHandedInOnce_AsTexts()
    {
        Assert.Equal(0, (await _desk.SendAsync()).Asked);
        Assert.False((await _desk.Chargebacks.SubmitAsync(_chargeback, "Signed for")).Failed);
        Assert.Equal(EvidenceStatus.Waiting, (await StateAsync())?.Status);

        Assert.Equal(1, (await _desk.SendAsync()).Sent);
        Assert.Equal(0, (await _desk.SendAsync()).Asked);

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
        await _desk.FollowAgainAsync();
        Assert.Equal("followed", await _desk.StateAsync(_dispute.Id));
    }

    [Fact]
    public async Task AnswerLost_IsAskedAboutBeforeItIsSentAgain()
    {
        await _desk.Chargebacks.SubmitAsync(_chargeback);
        _stripe.OnTaken = () => false;

        Assert.Equal(1, (await _desk.SendAsync()).Unknown);
        Assert.Equal(
            (EvidenceStatus.Unknown, "Stripe answered 500."),
            ((await StateAsync())!.Status, (await StateAsync())!.Message)
        );
        _stripe.OnTaken = () => true;
        await _desk.ComeDueAsync();

        Assert.Equal(1, (await _desk.SendAsync()).Sent);
        Assert.Equal(1, _dispute.Submissions);
    }

    [Fact]
    public async Task NeverArrived_IsSentAgain()
    {
        await _desk.Chargebacks.SubmitAsync(_chargeback);
        _stripe.OnEvidence = () => false;
        await _desk.SendAsync();
        _stripe.OnEvidence = () => true;
        await _desk.ComeDueAsync();

        Assert.Equal(1, (await _desk.SendAsync()).Sent);
        Assert.Equal(1, _dispute.Submissions);
    }

    [Fact]
    public async Task Refused_WaitsForAPerson_WhoHasItSentAgain()
    {
        await _desk.Chargebacks.SubmitAsync(_chargeback);
        _stripe.Refusal = "This dispute is already closed";

        Assert.Equal(1, (await _desk.SendAsync()).Refused);
        Assert.Equal(
            (EvidenceStatus.Refused, "This dispute is already closed"),
            ((await StateAsync())!.Status, (await StateAsync())!.Message)
        );
        await _desk.ComeDueAsync();
        Assert.Equal(0, (await _desk.SendAsync()).Asked);
        _stripe.Refusal = null;

        Assert.False((await _desk.RetryAsync(_chargeback)).Failed);
        Assert.Equal(1, (await _desk.SendAsync()).Sent);
        Assert.Equal(DisputeErrors.NothingToSend, (await _desk.RetryAsync(_chargeback)).Error);
        Assert.Equal(1, _dispute.Submissions);
        Assert.Equal(
            [
                "order.chargeback_opened",
                "order.chargeback_evidence_submitted",
                "order.chargeback_evidence_moved",
                "order.chargeback_evidence_moved",
                "order.chargeback_evidence_moved",
            ],
            (await _desk.Chargebacks.FindAsync(_chargeback)).History.Select(e => e.Kind)
        );
    }

    [Fact]
    public async Task RecordedByHandAlone_IsHandedInByAPerson()
    {
        var (order, _) = await _desk.PayAsync(1);
        var byHand = await _desk.Chargebacks.OpenAsync(order, 1_000);

        await _desk.Chargebacks.SubmitAsync(byHand);

        Assert.Null((await _desk.Chargebacks.FindAsync(byHand)).Evidence);
        Assert.Equal(0, (await _desk.SendAsync()).Asked);
    }

    [Fact]
    public async Task TwentyWorkersAtOnce_HandInOnce()
    {
        await _desk.Chargebacks.SubmitAsync(_chargeback);

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    await _desk.ComeDueAsync();
                    await _desk.SendAsync();
                })
        );

        Assert.Equal(EvidenceStatus.Sent, (await StateAsync())?.Status);
        Assert.Equal(1, _dispute.Submissions);
    }

    private async Task<EvidenceState?> StateAsync() =>
        (await _desk.Chargebacks.FindAsync(_chargeback)).Evidence;
}
