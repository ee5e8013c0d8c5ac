using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Disputes at Stripe, and the chargebacks that stand for them.</summary>
public sealed class FollowDisputesTests : PortalTests
{
    private readonly HookedGateway _gateway = new("stripe");
    private DisputeStub _stripe = null!;
    private DisputeDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(_gateway)
            .AddSingleton<IDisputeGateway>(new StripeDisputes(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await DisputeStub.StartAsync();
        await base.InitializeAsync();
        _desk = new DisputeDesk(Portal, _gateway);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Opened_HasTheRightOrderAmountFeeAndDay_AndIsBookedOnce()
    {
        await _desk.PayAsync(1);
        var (order, charge) = await _desk.PayAsync(3);
        var dispute = _stripe.Open(charge, 1_200);

        for (var i = 0; i < 3; i++)
        {
            await _desk.SweepAsync();
            await _desk.FollowAgainAsync();
        }

        var found = await _desk.OneAsync();
        Assert.Equal(
            (order, "stripe", dispute.Id, "fraudulent", 1_200, 1_500),
            (
                found.Order.Value,
                found.Gateway,
                found.Reference,
                found.ReasonCode,
                found.Amount.Minor,
                found.Fee.Minor
            )
        );
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(4_102_444_799), found.EvidenceDueAt);
        Assert.Equal(1_200, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal("followed", await _desk.StateAsync(dispute.Id));
        Assert.Empty(await _desk.OpenAsync());
    }

    [Fact]
    public async Task WonAtStripe_IsWonWhenTheMoneyIsBack()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);
        await _desk.FindAndFollowAsync();

        dispute.Status = "won";
        await _desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.NeedsResponse, (await _desk.OneAsync()).Status);
        dispute.GiveBack();
        await _desk.FollowAgainAsync();

        Assert.Equal(ChargebackStatus.Won, (await _desk.OneAsync()).Status);
        Assert.Equal(0, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal("ended", await _desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task LostAtStripe_IsARefundOfTheOrder()
    {
        var (_, charge) = await _desk.PayAsync(2);
        var dispute = _stripe.Open(charge, 500);
        await _desk.FindAndFollowAsync();

        dispute.Status = "lost";
        await _desk.FollowAgainAsync();
        await _desk.FollowAgainAsync();
        await _desk.Orders.ReadEventsAsync();

        Assert.Equal(ChargebackStatus.Lost, (await _desk.OneAsync()).Status);
        Assert.Equal(0, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal(1_500, await _desk.Orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal("ended", await _desk.StateAsync(dispute.Id));
    }

    [Theory]
    [InlineData("won", ChargebackStatus.Won)]
    [InlineData("lost", ChargebackStatus.Lost)]
    public async Task HeardOfWhenItWasDecided_IsOpenedAndEndedInOneRound(
        string status,
        ChargebackStatus ended
    )
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);
        dispute.Status = status;
        if (status is "won")
        {
            dispute.GiveBack();
        }

        await _desk.FindAndFollowAsync();
        await _desk.Orders.ReadEventsAsync();

        Assert.Equal(ended, (await _desk.OneAsync()).Status);
        Assert.Equal("ended", await _desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task Inquiry_MovesNothing_UntilTheMoneyIsTaken()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000, "warning_needs_response", isTaken: false);

        await _desk.FindAndFollowAsync();

        Assert.Empty(await _desk.AllAsync());
        Assert.Equal(DisputeStatus.Inquiry, Assert.Single(await _desk.OpenAsync()).Status);
        Assert.Equal(1_000, await _desk.Orders.BalanceAsync(AccountKind.GatewayClearing));
        dispute.Status = "needs_response";
        dispute.Take();
        await _desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.NeedsResponse, (await _desk.OneAsync()).Status);
    }

    [Fact]
    public async Task InquiryThatWasClosed_IsAtAnEnd()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000, "warning_needs_response", isTaken: false);
        await _desk.FindAndFollowAsync();

        dispute.Status = "warning_closed";
        await _desk.FollowAgainAsync();

        Assert.Equal("ended", await _desk.StateAsync(dispute.Id));
        Assert.Empty(await _desk.AllAsync());
        Assert.Equal(0, (await _desk.FollowAgainAsync()).Asked);
    }

    [Fact]
    public async Task MoreThanWasCaptured_OrAnotherCurrency_IsForAPerson_AndNothingMoves()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var (_, other) = await _desk.PayAsync(1);
        var more = _stripe.Open(charge, 1_001);
        var euro = _stripe.Open(other, 1_000, currency: "eur");
        var strange = _stripe.Open(other, 1_000, currency: "zzz");

        var round = await _desk.FindAndFollowAsync();

        Assert.Equal((3, 3), (round.Asked, round.ForPeople));
        Assert.Contains(
            "Only 10.00 GBP",
            await _desk.StateAsync(more.Id),
            StringComparison.Ordinal
        );
        Assert.Equal(
            $"needs_person: {ChargebackErrors.WrongCurrency.Message}",
            await _desk.StateAsync(euro.Id)
        );
        Assert.Equal(
            $"needs_person: {DisputeErrors.NotCountable.Message}",
            await _desk.StateAsync(strange.Id)
        );
        Assert.Empty(await _desk.AllAsync());
        Assert.Equal(2_000, await _desk.Orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task OfAChargeNobodyKnows_IsThePlatforms_UntilTheChargeIsKnown()
    {
        var dispute = _stripe.Open("ch_unknown", 1_000);

        Assert.Equal(1, (await _desk.SweepAsync()).Value);
        Assert.Equal(0, (await _desk.SweepAsync()).Value);
        Assert.Equal(0, (await _desk.FollowAsync()).Asked);
        Assert.Empty(await _desk.OpenAsync());
        _gateway.Answer = new GatewayAnswer(GatewayVerdict.Captured, "ch_unknown");
        await _desk.Orders.PayAsync(1);

        Assert.Equal(1, (await _desk.SweepAsync()).Value);
        await _desk.FollowAsync();

        Assert.Equal(dispute.Id, (await _desk.OneAsync()).Reference);
    }

    [Fact]
    public async Task OfAnotherTenantsCharge_IsNotOurs()
    {
        var (_, charge) = await _desk.PayAsync(1);
        _stripe.Open(charge, 1_000);
        var (south, _) = await Portal.AddTenantAsync("south");
        await _desk.SweepAsync();

        await using (var scope = Portal.Scope(south))
        {
            var round = await scope.Get<FollowDisputes>().HandleAsync(default);
            Assert.Equal(0, round.Value.Asked);
        }

        Assert.Equal(1, (await _desk.FollowAsync()).Asked);
    }

    [Fact]
    public async Task RecordedByHandBefore_IsLinked_AndNotBookedTwice()
    {
        var (order, charge) = await _desk.PayAsync(2);
        var byHand = await _desk.Chargebacks.OpenAsync(order, 1_200, fee: 1_500);
        var dispute = _stripe.Open(charge, 1_200);

        await _desk.FindAndFollowAsync();
        await _desk.FollowAgainAsync();

        var found = await _desk.OneAsync();
        Assert.Equal(
            (byHand, "CB-1", 1_200L),
            (found.Id, found.Reference, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks))
        );
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(4_102_444_799), found.EvidenceDueAt);
        var detail = await _desk.Chargebacks.FindAsync(byHand);
        Assert.Equal(dispute.Id, detail.Dispute?.Reference);
        Assert.Equal(
            ["order.chargeback_opened", "order.chargeback_linked"],
            detail.History.Select(e => e.Kind)
        );
        dispute.Win();
        await _desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.Won, (await _desk.OneAsync()).Status);
    }

    [Fact]
    public async Task RecordedByHandOverAnotherAmount_IsForAPerson_UntilItIsDecided()
    {
        var (order, charge) = await _desk.PayAsync(3);
        var byHand = await _desk.Chargebacks.OpenAsync(order, 900);
        var dispute = _stripe.Open(charge, 1_000);

        await _desk.FindAndFollowAsync();

        Assert.StartsWith(
            "needs_person: Chargeback CB-1",
            await _desk.StateAsync(dispute.Id),
            StringComparison.Ordinal
        );
        Assert.Equal(900, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        await _desk.Chargebacks.WinAsync(byHand);
        await _desk.FollowAgainAsync();
        Assert.Equal("followed", await _desk.StateAsync(dispute.Id));
        Assert.Equal(1_000, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
    }

    [Fact]
    public async Task DecidedOtherwiseHere_IsForAPerson_WhoSetsItAside()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);
        await _desk.FindAndFollowAsync();
        await _desk.Chargebacks.WinAsync((await _desk.OneAsync()).Id);
        dispute.Status = "lost";

        await _desk.FollowAgainAsync();
        var waiting = Assert.Single(await _desk.OpenAsync());
        Assert.Equal(DisputeStatus.NeedsPerson, waiting.Status);
        await using (var scope = Portal.Scope())
        {
            var act = scope.Get<SetDisputeAside>();
            Assert.False((await act.HandleAsync(new(waiting.Id, "Booked"), default)).Failed);
            Assert.Equal(
                DisputeErrors.NothingToDecide,
                (await act.HandleAsync(new(waiting.Id, "Booked"), default)).Error
            );
        }

        await _desk.FollowAgainAsync();
        Assert.Empty(await _desk.OpenAsync());
        Assert.Equal(ChargebackStatus.Won, (await _desk.OneAsync()).Status);
    }

    [Fact]
    public async Task BeforeSettlementHasReadTheSale_IsTriedAgainSoon()
    {
        _gateway.Answer = new GatewayAnswer(GatewayVerdict.Captured, "ch_young");
        var seed = new OrderSeed(Portal);
        await seed.AddOrderAsync([(await seed.AddProductAsync("MUG", 10), 1)]);
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var dispute = _stripe.Open("ch_young", 1_000);

        var round = await _desk.FindAndFollowAsync();
        Assert.Equal((1, 0, 1), (round.Asked, round.ForPeople, round.Unknown));
        Assert.StartsWith("waiting", await _desk.StateAsync(dispute.Id), StringComparison.Ordinal);
        await _desk.Orders.ReadEventsAsync();

        await _desk.FollowAgainAsync();
        Assert.Equal("followed", await _desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task StripeFails_NothingIsGuessed_AndItIsAskedAgain()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);
        await _desk.SweepAsync();
        _stripe.OnAsked = () => false;

        Assert.Equal((1, 1), await CountAsync());
        Assert.Equal((0, 0), await CountAsync());
        Assert.Equal("stripe.no_answer", (await _desk.SweepAsync()).Error.Code);
        Assert.Equal("waiting: Stripe answered 500.", await _desk.StateAsync(dispute.Id));
        Assert.Empty(await _desk.AllAsync());
        _stripe.OnAsked = () => true;

        Assert.Equal((1, 0), await CountAsync(again: true));
        Assert.Single(await _desk.AllAsync());
    }

    [Fact]
    public async Task FeeInTheBalancesCurrency_ComesWithTheStatement()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000, isTaken: false);
        dispute.BalanceCurrency = "usd";
        dispute.Take(1_250);

        await _desk.FindAndFollowAsync();

        Assert.Equal(
            (1_000, 0),
            ((await _desk.OneAsync()).Amount.Minor, (await _desk.OneAsync()).Fee.Minor)
        );
    }

    [Fact]
    public async Task TwentyWorkersAtOnce_OpenOne()
    {
        var (_, charge) = await _desk.PayAsync(1);
        _stripe.Open(charge, 1_000);
        await _desk.SweepAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    await _desk.ComeDueAsync();
                    await _desk.FollowAsync();
                })
        );

        Assert.Single(await _desk.AllAsync());
        Assert.Equal(1_000, await _desk.Orders.BalanceAsync(AccountKind.Chargebacks));
    }

    private async Task<(int Asked, int Unknown)> CountAsync(bool again = false)
    {
        var round = again ? await _desk.FollowAgainAsync() : await _desk.FollowAsync();
        return (round.Asked, round.Unknown);
    }
}
