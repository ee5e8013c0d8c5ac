using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Disputes at Stripe become chargebacks: once, of the right order, or a person is asked.</summary>
public sealed class FollowDisputesTests : DisputeTests
{
    [Fact]
    public async Task Opened_HasTheRightOrderAmountFeeAndDay_AndIsBookedOnce()
    {
        await Desk.PayAsync(1);
        var (order, charge) = await Desk.PayAsync(3);
        var dispute = Stripe.Open(charge, 1_200);

        for (var i = 0; i < 3; i++)
        {
            await Desk.SweepAsync();
            await Desk.FollowAgainAsync();
        }

        var found = await Desk.OneAsync();
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
        Assert.Equal(1_200, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal("followed", await Desk.StateAsync(dispute.Id));
        Assert.Empty(await Desk.OpenAsync());
    }

    [Fact]
    public async Task Inquiry_MovesNothing_UntilTheMoneyIsTaken()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000, "warning_needs_response", isTaken: false);

        await Desk.FindAndFollowAsync();

        Assert.Empty(await Desk.AllAsync());
        Assert.Equal(DisputeStatus.Inquiry, Assert.Single(await Desk.OpenAsync()).Status);
        Assert.Equal(1_000, await Desk.Orders.BalanceAsync(AccountKind.GatewayClearing));
        dispute.Status = "needs_response";
        dispute.Take();
        await Desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.NeedsResponse, (await Desk.OneAsync()).Status);
    }

    [Fact]
    public async Task MoreThanWasCaptured_OrAnotherCurrency_IsForAPerson_AndNothingMoves()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var (_, other) = await Desk.PayAsync(1);
        var more = Stripe.Open(charge, 1_001);
        var euro = Stripe.Open(other, 1_000, currency: "eur");
        var strange = Stripe.Open(other, 1_000, currency: "zzz");

        var round = await Desk.FindAndFollowAsync();

        Assert.Equal((3, 3), (round.Asked, round.ForPeople));
        Assert.Contains("Only 10.00 GBP", await Desk.StateAsync(more.Id), StringComparison.Ordinal);
        Assert.Equal(
            $"needs_person: {ChargebackErrors.WrongCurrency.Message}",
            await Desk.StateAsync(euro.Id)
        );
        Assert.Equal(
            $"needs_person: {DisputeErrors.NotCountable.Message}",
            await Desk.StateAsync(strange.Id)
        );
        Assert.Empty(await Desk.AllAsync());
        Assert.Equal(2_000, await Desk.Orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task OfAChargeNobodyKnows_IsThePlatforms_UntilTheChargeIsKnown()
    {
        var dispute = Stripe.Open("ch_unknown", 1_000);

        Assert.Equal(1, (await Desk.SweepAsync()).Value);
        Assert.Equal(0, (await Desk.SweepAsync()).Value);
        Assert.Equal(0, (await Desk.FollowAsync()).Asked);
        Assert.Empty(await Desk.OpenAsync());
        Gateway.Answer = new GatewayAnswer(GatewayVerdict.Captured, "ch_unknown");
        await Desk.Orders.PayAsync(1);

        Assert.Equal(1, (await Desk.SweepAsync()).Value);
        await Desk.FollowAsync();

        Assert.Equal(dispute.Id, (await Desk.OneAsync()).Reference);
    }

    [Fact]
    public async Task OfAnotherTenantsCharge_IsNotOurs()
    {
        var (_, charge) = await Desk.PayAsync(1);
        Stripe.Open(charge, 1_000);
        var (south, _) = await Portal.AddTenantAsync("south");
        await Desk.SweepAsync();

        await using (var scope = Portal.Scope(south))
        {
            var round = await scope.Get<FollowDisputes>().HandleAsync(default);
            Assert.Equal(0, round.Value.Asked);
        }

        Assert.Equal(1, (await Desk.FollowAsync()).Asked);
    }

    [Fact]
    public async Task RecordedByHandBefore_IsLinked_AndNotBookedTwice()
    {
        var (order, charge) = await Desk.PayAsync(2);
        var byHand = await Desk.Chargebacks.OpenAsync(order, 1_200, fee: 1_500);
        var dispute = Stripe.Open(charge, 1_200);

        await Desk.FindAndFollowAsync();
        await Desk.FollowAgainAsync();

        var found = await Desk.OneAsync();
        Assert.Equal(
            (byHand, "CB-1", 1_200L),
            (found.Id, found.Reference, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks))
        );
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(4_102_444_799), found.EvidenceDueAt);
        var detail = await Desk.Chargebacks.FindAsync(byHand);
        Assert.Equal(dispute.Id, detail.Dispute?.Reference);
        Assert.Equal(
            ["order.chargeback_opened", "order.chargeback_linked"],
            detail.History.Select(e => e.Kind)
        );
        dispute.Win();
        await Desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.Won, (await Desk.OneAsync()).Status);
    }

    [Fact]
    public async Task RecordedByHandOverAnotherAmount_IsForAPerson_UntilItIsDecided()
    {
        var (order, charge) = await Desk.PayAsync(3);
        var byHand = await Desk.Chargebacks.OpenAsync(order, 900);
        var dispute = Stripe.Open(charge, 1_000);

        await Desk.FindAndFollowAsync();

        Assert.StartsWith(
            "needs_person: Chargeback CB-1",
            await Desk.StateAsync(dispute.Id),
            StringComparison.Ordinal
        );
        Assert.Equal(900, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        await Desk.Chargebacks.WinAsync(byHand);
        await Desk.FollowAgainAsync();
        Assert.Equal("followed", await Desk.StateAsync(dispute.Id));
        Assert.Equal(1_000, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
    }

    [Fact]
    public async Task BeforeSettlementHasReadTheSale_IsTriedAgainSoon()
    {
        Gateway.Answer = new GatewayAnswer(GatewayVerdict.Captured, "ch_young");
        var seed = new OrderSeed(Portal);
        await seed.AddOrderAsync([(await seed.AddProductAsync("MUG", 10), 1)]);
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var dispute = Stripe.Open("ch_young", 1_000);

        var round = await Desk.FindAndFollowAsync();
        Assert.Equal((1, 0, 1), (round.Asked, round.ForPeople, round.Unknown));
        Assert.StartsWith("waiting", await Desk.StateAsync(dispute.Id), StringComparison.Ordinal);
        await Desk.Orders.ReadEventsAsync();

        await Desk.FollowAgainAsync();
        Assert.Equal("followed", await Desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task StripeFails_NothingIsGuessed_AndItIsAskedAgain()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);
        await Desk.SweepAsync();
        Stripe.OnAsked = () => false;

        Assert.Equal((1, 1), await CountAsync());
        Assert.Equal((0, 0), await CountAsync());
        Assert.Equal("stripe.no_answer", (await Desk.SweepAsync()).Error.Code);
        Assert.Equal("waiting: Stripe answered 500.", await Desk.StateAsync(dispute.Id));
        Assert.Empty(await Desk.AllAsync());
        Stripe.OnAsked = () => true;

        Assert.Equal((1, 0), await CountAsync(again: true));
        Assert.Single(await Desk.AllAsync());
    }

    [Fact]
    public async Task FeeInTheBalancesCurrency_ComesWithTheStatement()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000, isTaken: false);
        dispute.BalanceCurrency = "usd";
        dispute.Take(1_250);

        await Desk.FindAndFollowAsync();

        Assert.Equal(
            (1_000, 0),
            ((await Desk.OneAsync()).Amount.Minor, (await Desk.OneAsync()).Fee.Minor)
        );
    }

    [Fact]
    public async Task TwentyWorkersAtOnce_OpenOne()
    {
        var (_, charge) = await Desk.PayAsync(1);
        Stripe.Open(charge, 1_000);
        await Desk.SweepAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    await Desk.ComeDueAsync();
                    await Desk.FollowAsync();
                })
        );

        Assert.Single(await Desk.AllAsync());
        Assert.Equal(1_000, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
    }

    private async Task<(int Asked, int Unknown)> CountAsync(bool again = false)
    {
        var round = again ? await Desk.FollowAgainAsync() : await Desk.FollowAsync();
        return (round.Asked, round.Unknown);
    }
}
