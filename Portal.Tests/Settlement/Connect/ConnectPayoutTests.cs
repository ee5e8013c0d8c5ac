using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement.Connect;

/// <summary>Payouts through Stripe: paid once, whatever becomes of the answer.</summary>
public sealed class ConnectPayoutTests : PortalTests
{
    private ConnectStub _stripe = null!;
    private PaidOrders _orders = null!;
    private PayoutDesk _finance = null!;
    private ConnectDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(new HookedGateway())
            .AddSingleton<ITransferGateway>(new StripeTransfers(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await ConnectStub.StartAsync();
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _finance = await PayoutDesk.OpenAsync(Portal);
        _desk = new ConnectDesk(Portal, _finance);
        await _desk.ConnectAsync();
        await _orders.PayAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ApprovedPayout_IsPaidOnceOutOfWhatStripeHolds()
    {
        var payout = await _desk.ApproveAllAsync();
        Assert.Equal(TransferStatus.Waiting, (await _desk.FindAsync(payout)).Transfer?.Status);

        Assert.Equal(new TransferRound(1, 1, 0, 0), (await _desk.SendAsync()).Value);
        Assert.Equal(new TransferRound(0, 0, 0, 0), (await _desk.SendAsync()).Value);

        var paid = await _desk.FindAsync(payout);
        Assert.Equal(PayoutStatus.Paid, paid.Payout.Status);
        Assert.NotNull(paid.Payout.PaidAt);
        Assert.Equal(
            (TransferStatus.Sent, "tr_1"),
            (paid.Transfer?.Status, paid.Transfer?.Reference)
        );
        var made = Assert.Single(_stripe.Transfers);
        Assert.Equal(
            (
                3_000,
                "gbp",
                $"payout-{Portal.Tenant.Value}-{payout.Value}",
                $"payout-run-{paid.Payout.RunId.Value}"
            ),
            (made.Amount, made.Currency, made.Key, made.Group)
        );
        Assert.Equal(Assert.Single(_stripe.Accounts), made.Account);
        Assert.Equal($"Stripe, {made.Account}", paid.Bank);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(-3_000, await StripeHoldsAsync());
    }

    [Fact]
    public async Task PayoutThroughStripe_IsNotInTheBanksFile_NorConfirmedOrReturnedByHand()
    {
        var payout = await _desk.ApproveAllAsync();
        var run = (await _desk.FindAsync(payout)).Payout.RunId;
        await using var scope = Portal.ScopeOf(_finance.Maker, Portal.Tenant);

        Assert.Equal(PayoutErrors.NothingSent, (await _finance.ConfirmAsync(run)).Error);
        Assert.Equal(PayoutErrors.StripeDecides, (await _finance.ReturnAsync(payout)).Error);
        Assert.Equal(
            PayoutErrors.NothingForBank,
            (await scope.Get<PayoutFiles>().TableAsync(run, default)).Error
        );
        await _desk.SendAsync();
        Assert.Equal(PayoutErrors.StripeDecides, (await _finance.ReturnAsync(payout)).Error);
        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
    }

    [Fact]
    public async Task AnswerLost_IsUnknown_AndFoundAgain_NotSentAgain()
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.OnMade = () => false;

        Assert.Equal(new TransferRound(1, 0, 0, 1), (await _desk.SendAsync()).Value);
        var unknown = await _desk.FindAsync(payout);
        Assert.Equal(PayoutStatus.Sent, unknown.Payout.Status);
        Assert.Equal(TransferStatus.Unknown, unknown.Transfer?.Status);
        Assert.NotNull(unknown.Transfer?.UnknownSince);

        await _desk.ComeDueAsync();
        Assert.Equal(new TransferRound(1, 1, 0, 0), (await _desk.SendAsync()).Value);

        Assert.Single(_stripe.Transfers);
        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
        Assert.Equal(-3_000, await StripeHoldsAsync());
    }

    [Fact]
    public async Task NeverArrived_IsSentAgainUnderItsKey()
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.OnAsked = () => false;
        await _desk.SendAsync();
        _stripe.OnAsked = () => true;

        await _desk.ComeDueAsync();
        await _desk.SendAsync();

        Assert.Equal(
            $"payout-{Portal.Tenant.Value}-{payout.Value}",
            Assert.Single(_stripe.Transfers).Key
        );
        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
    }

    [Fact]
    public async Task BalanceShort_IsToldAndTriedAgain_ByTimeOrByAPerson()
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.Refusal = "balance_insufficient";

        Assert.Equal(new TransferRound(1, 0, 1, 0), (await _desk.SendAsync()).Value);
        Assert.Equal(0, (await _desk.SendAsync()).Value.Asked);
        var refused = await _desk.FindAsync(payout);
        Assert.Equal(PayoutStatus.Sent, refused.Payout.Status);
        Assert.Equal(
            (TransferStatus.Failed, "balance_insufficient"),
            (refused.Transfer?.Status, refused.Transfer?.FailureCode)
        );
        Assert.NotNull(refused.Transfer?.DueAt);
        _stripe.Refusal = null;
        Assert.False((await _desk.RetryAsync(payout)).Failed);
        await _desk.SendAsync();

        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
        Assert.Single(_stripe.Transfers);
        Assert.Equal(PayoutErrors.NothingToRetry, (await _desk.RetryAsync(payout)).Error);
    }

    [Fact]
    public async Task RefusedForNow_MayBeGivenUp_AndIsNotSentAfterwards()
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.Refusal = "balance_insufficient";
        await _desk.SendAsync();
        _stripe.Refusal = null;

        Assert.False((await _finance.ReturnAsync(payout)).Failed);
        Assert.Equal(0, (await _desk.SendAsync()).Value.Asked);

        Assert.Empty(_stripe.Transfers);
        Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }

    [Theory]
    [InlineData("account_closed")]
    [InlineData("insufficient_capabilities_for_transfer")]
    public async Task RefusedForGood_IsOwedAgain_AndPausesTheShop(string code)
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.Refusal = code;

        await _desk.SendAsync();

        var returned = await _desk.FindAsync(payout);
        Assert.Equal(PayoutStatus.Returned, returned.Payout.Status);
        Assert.Equal($"Refused: {code}.", returned.Payout.ReturnedReason);
        Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        var shop = await _finance.CandidateAsync(includeNotDue: true);
        Assert.Equal(PayoutSkip.Paused, shop?.Skip);

        Assert.False((await _desk.ChooseAsync(PayoutMethod.Bank)).Failed);
        Assert.Null((await _finance.CandidateAsync(includeNotDue: true))?.Skip);
    }

    [Fact]
    public async Task OtherAmountNamed_IsNotBelieved()
    {
        var payout = await _desk.ApproveAllAsync();
        _stripe.OtherAmount = 2_999;
        await _desk.SendAsync();

        await _desk.ComeDueAsync();
        await _desk.SendAsync();

        Assert.Equal(TransferStatus.Unknown, (await _desk.FindAsync(payout)).Transfer?.Status);
        Assert.Equal(0, await StripeHoldsAsync());
        Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Single(_stripe.Transfers);
    }

    [Fact]
    public async Task TwentyWorkersAtOnce_PayOnce()
    {
        await _desk.ApproveAllAsync();

        var rounds = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.SendAsync()))
        );

        Assert.Equal(1, rounds.Sum(r => r.Value.Sent));
        Assert.Single(_stripe.Transfers);
        Assert.Equal(-3_000, await StripeHoldsAsync());
    }

    [Fact]
    public async Task LateAnswerOfAWorkerThatLostItsLease_IsNotBookedASecondTime()
    {
        var payout = await _desk.ApproveAllAsync();
        var others = new List<TransferRound>();
        _stripe.OnMade = () =>
        {
            _stripe.OnMade = () => true;
            _desk.ComeDueAsync().GetAwaiter().GetResult();
            others.Add(_desk.SendAsync().GetAwaiter().GetResult().Value);
            return true;
        };

        await _desk.SendAsync();

        Assert.Equal(new TransferRound(1, 1, 0, 0), Assert.Single(others));
        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
        Assert.Single(_stripe.Transfers);
        Assert.Equal(-3_000, await StripeHoldsAsync());
    }

    [Fact]
    public async Task NobodyApproves_WhatTheySubmitted_OrWhereTheyNamedTheAccount()
    {
        var run = (await _finance.SubmitAsync(includeNotDue: true)).Value;

        Assert.Equal(
            PayoutErrors.SamePerson,
            (await _finance.ApproveAsync(run, _finance.Maker)).Error
        );
        await Portal.AdminScalarAsync<int>(
            $"UPDATE settlement.connected_accounts SET invited_by = {_finance.Checker.Value}"
        );
        Assert.Equal(PayoutErrors.OwnBankChange, (await _finance.ApproveAsync(run)).Error);
        Assert.Empty(_stripe.Transfers);
    }

    private Task<long> StripeHoldsAsync() =>
        Portal.AdminScalarAsync<long>(
            """
            SELECT coalesce(sum(b.minor), 0)::bigint FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id
            WHERE a.kind = 'gateway_clearing' AND a.owner = 'stripe'
            """
        );
}
