using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Ledger.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>What Stripe decides of a dispute ends its chargeback, whenever it is heard of.</summary>
public sealed class EndDisputesTests : DisputeTests
{
    [Fact]
    public async Task WonAtStripe_IsWonWhenTheMoneyIsBack()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);
        await Desk.FindAndFollowAsync();

        dispute.Status = "won";
        await Desk.FollowAgainAsync();
        Assert.Equal(ChargebackStatus.NeedsResponse, (await Desk.OneAsync()).Status);
        dispute.GiveBack();
        await Desk.FollowAgainAsync();

        Assert.Equal(ChargebackStatus.Won, (await Desk.OneAsync()).Status);
        Assert.Equal(0, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal("ended", await Desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task LostAtStripe_IsARefundOfTheOrder()
    {
        var (_, charge) = await Desk.PayAsync(2);
        var dispute = Stripe.Open(charge, 500);
        await Desk.FindAndFollowAsync();

        dispute.Status = "lost";
        await Desk.FollowAgainAsync();
        await Desk.FollowAgainAsync();
        await Desk.Orders.ReadEventsAsync();

        Assert.Equal(ChargebackStatus.Lost, (await Desk.OneAsync()).Status);
        Assert.Equal(0, await Desk.Orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal(1_500, await Desk.Orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal("ended", await Desk.StateAsync(dispute.Id));
    }

    [Theory]
    [InlineData("won", ChargebackStatus.Won)]
    [InlineData("lost", ChargebackStatus.Lost)]
    public async Task HeardOfWhenItWasDecided_IsOpenedAndEndedInOneRound(
        string status,
        ChargebackStatus ended
    )
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);
        dispute.Status = status;
        if (status is "won")
        {
            dispute.GiveBack();
        }

        await Desk.FindAndFollowAsync();
        await Desk.Orders.ReadEventsAsync();

        Assert.Equal(ended, (await Desk.OneAsync()).Status);
        Assert.Equal("ended", await Desk.StateAsync(dispute.Id));
    }

    [Fact]
    public async Task InquiryThatWasClosed_IsAtAnEnd()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000, "warning_needs_response", isTaken: false);
        await Desk.FindAndFollowAsync();

        dispute.Status = "warning_closed";
        await Desk.FollowAgainAsync();

        Assert.Equal("ended", await Desk.StateAsync(dispute.Id));
        Assert.Empty(await Desk.AllAsync());
        Assert.Equal(0, (await Desk.FollowAgainAsync()).Asked);
    }

    [Fact]
    public async Task DecidedOtherwiseHere_IsForAPerson_WhoSetsItAside()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);
        await Desk.FindAndFollowAsync();
        await Desk.Chargebacks.WinAsync((await Desk.OneAsync()).Id);
        dispute.Status = "lost";

        await Desk.FollowAgainAsync();
        var waiting = Assert.Single(await Desk.OpenAsync());
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

        await Desk.FollowAgainAsync();
        Assert.Empty(await Desk.OpenAsync());
        Assert.Equal(ChargebackStatus.Won, (await Desk.OneAsync()).Status);
    }
}
