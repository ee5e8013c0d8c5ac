using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reserves;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement.Reserves;

/// <summary>What is kept of shops: filled from what is free, given back, and there when a refund comes after the payout.</summary>
public sealed class ReserveTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;
    private DebtDesk _debts = null!;
    private ReserveDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        _debts = new DebtDesk(Portal, _orders, _payouts);
        _desk = new ReserveDesk(Portal, _orders);
    }

    [Fact]
    public async Task KeepBack_FillsTheReserveAtOnce_AndALowerOneGoesBack()
    {
        await _desk.EarnAsync(3);

        Assert.False((await _payouts.KeepBackAsync(0, 500, null)).Failed);
        Assert.Equal((2_500, 500), await _desk.StandsAsync());
        Assert.Equal(2_500, (await _payouts.CandidateAsync())?.AmountMinor);

        Assert.False((await _payouts.KeepBackAsync(0, 200, null)).Failed);
        Assert.Equal((2_800, 200), await _desk.StandsAsync());

        Assert.False((await _payouts.KeepBackAsync(0, 0, null)).Failed);
        Assert.Equal((3_000, 0), await _desk.StandsAsync());
        Assert.Equal(0, (await _desk.SettleAsync()).Value);
    }

    [Fact]
    public async Task KeepBackTwice_MovesOnce()
    {
        await _desk.EarnAsync(3);

        await _payouts.KeepBackAsync(0, 500, null);
        await _payouts.KeepBackAsync(0, 500, null);

        Assert.Equal(1, await EntriesAsync(ReserveBooks.Kept));
    }

    [Fact]
    public async Task RefusedKeepBack_MovesNothing()
    {
        await _desk.EarnAsync(3);
        await using var scope = Portal.ScopeOf(_payouts.Maker, Portal.Tenant);

        var stale = await scope
            .Get<KeepBack>()
            .HandleAsync(
                new(Portal.Seller, PayoutDesk.Pounds, 0, 500, null, "Another reason"),
                default
            );
        var negative = await _payouts.KeepBackAsync(0, -1, null);

        Assert.Equal(Error.ChangedMeanwhile, stale.Error);
        Assert.Equal(ErrorKind.Invalid, negative.Error.Kind);
        Assert.Equal((3_000, 0), await _desk.StandsAsync());
    }

    [Fact]
    public async Task RefundAfterThePayout_IsCoveredByTheReserve_AndTheNextSalesFillIt()
    {
        var order = await _desk.EarnAsync(3);
        await _payouts.KeepBackAsync(0, 1_000, null);
        await _payouts.ApproveAsync((await _payouts.SubmitAsync()).Value);
        Assert.Equal((0, 1_000), await _desk.StandsAsync());

        await _orders.RefundAsync(order, 700);
        Assert.Equal(700, (await _debts.DebtAsync())?.Owed.Minor);
        Assert.Equal(1, (await _desk.SettleAsync()).Value);

        Assert.Equal((0, 300), await _desk.StandsAsync());
        Assert.Null(await _debts.DebtAsync());
        await _desk.EarnAsync(1);
        Assert.Equal(1, (await _desk.SettleAsync()).Value);
        Assert.Equal((300, 1_000), await _desk.StandsAsync());
        Assert.Equal(2, await EntriesAsync(ReserveBooks.Kept));
        Assert.Equal(1, await EntriesAsync(ReserveBooks.Covered));
    }

    [Fact]
    public async Task DebtBeyondTheReserve_IsOwed_AndOnlyThatMayBeWrittenOff()
    {
        var order = await _desk.EarnAsync(3);
        await _payouts.KeepBackAsync(0, 1_000, null);
        await _payouts.ApproveAsync((await _payouts.SubmitAsync()).Value);
        await _orders.RefundAsync(order, 2_500);

        var early = await _debts.RequestAsync(2_500);
        Assert.Equal("debts.reserve_first", early.Error.Code);
        var request = await _debts.RequestAsync(1_500);
        Assert.False(request.Failed);
        Assert.False((await _debts.ApproveAsync(request.Value)).Failed);
        Assert.Equal((-1_000, 1_000), await _desk.StandsAsync());
        await _desk.SettleAsync();

        Assert.Equal((0, 0), await _desk.StandsAsync());
        Assert.Equal(-1_500, await _orders.BalanceAsync(AccountKind.Losses));
        Assert.Null(await _debts.DebtAsync());
    }

    [Fact]
    public async Task ReserveIsFilledAcrossRuns_AndThenTheRestIsPaid()
    {
        await _payouts.KeepBackAsync(0, 2_500, null);
        await _desk.EarnAsync(1);
        Assert.Equal(PayoutSkip.BelowMinimum, (await _payouts.CandidateAsync())?.Skip);
        Assert.Equal(PayoutErrors.NothingToPay, (await _payouts.SubmitAsync()).Error);
        await _desk.SettleAsync();
        Assert.Equal((0, 1_000), await _desk.StandsAsync());
        Assert.Equal(PayoutSkip.BelowMinimum, (await _payouts.CandidateAsync())?.Skip);

        await _desk.EarnAsync(2);
        var seen = await _payouts.CandidateAsync();
        var run = (await _payouts.SubmitAsync()).Value;

        var payout = Assert.Single(await _payouts.PayoutsAsync(run)).Payout;
        Assert.Equal((500, 2_500), (payout.AmountMinor, payout.ReserveMinor));
        Assert.Equal((500, 2_500), (seen?.AmountMinor, seen?.ReserveMinor));
        Assert.Equal((500, 2_500), await _desk.StandsAsync());
        await _payouts.ApproveAsync(run);
        await _desk.EarnAsync(1);
        var next = (await _payouts.SubmitAsync()).Value;
        var second = Assert.Single(await _payouts.PayoutsAsync(next)).Payout;
        Assert.Equal((1_000, 2_500), (second.AmountMinor, second.CarriedOver.Minor));
    }

    [Fact]
    public async Task Preview_SaysWhatTheRunDoes_WithAnyDebtReserveAndTarget()
    {
        var order = await _desk.EarnAsync(9);
        foreach (
            var (target, refund) in new (long, long)[] { (1_500, 0), (4_000, 600), (800, 300) }
        )
        {
            await SetTargetAsync(target);
            if (refund > 0)
            {
                await _orders.RefundAsync(order, refund);
            }

            await _desk.EarnAsync(4);
            var seen = await _payouts.CandidateAsync();
            var run = await _payouts.SubmitAsync();

            var payout = Assert.Single(await _payouts.PayoutsAsync(run.Value)).Payout;
            Assert.Equal(
                (seen?.AmountMinor, seen?.ReserveMinor),
                (payout.AmountMinor, payout.ReserveMinor)
            );
            await _payouts.ApproveAsync(run.Value);
        }
    }

    [Fact]
    public async Task RefundWhileARunWaits_IsCoveredOnceTheRunIsApproved()
    {
        var order = await _desk.EarnAsync(3);
        await _payouts.KeepBackAsync(0, 1_000, null);
        var run = (await _payouts.SubmitAsync()).Value;

        await _orders.RefundAsync(order, 400);
        Assert.Equal(0, (await _desk.SettleAsync()).Value);
        Assert.False((await _payouts.ApproveAsync(run)).Failed);
        Assert.Equal((-400, 1_000), await _desk.StandsAsync());
        await _desk.SettleAsync();

        Assert.Equal((0, 600), await _desk.StandsAsync());
    }

    [Fact]
    public async Task TwentySettlementsAtOnce_MoveOnce()
    {
        await _desk.EarnAsync(3);
        await SetTargetAsync(500);

        var moved = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.SettleAsync()))
        );

        Assert.Equal(1, moved.Sum(m => m.Value));
        Assert.Equal((2_500, 500), await _desk.StandsAsync());
    }

    [Fact]
    public async Task RunRefundTargetAndJobAtOnce_LeaveEveryCentWhereItBelongs()
    {
        var order = await _desk.EarnAsync(50);
        long refunded = 0;
        for (var round = 1; round <= 8; round++)
        {
            var target = round * 300 % 1_700;
            var submitting = Task.Run(() => _payouts.SubmitAsync(includeNotDue: true));
            var others = Task.WhenAll(
                Task.Run(() => _orders.RefundAsync(order, 200)),
                Task.Run(() => _desk.SettleAsync()),
                Task.Run(() => _payouts.KeepBackAsync(0, target, null))
            );
            await others;
            refunded += 200;
            var run = await submitting;
            if (!run.Failed)
            {
                await _payouts.ApproveAsync(run.Value);
            }

            await _desk.SettleAsync();
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
            var (balance, reserve) = await _desk.StandsAsync();
            var sent = await _orders.BalanceAsync(AccountKind.PayoutClearing);
            Assert.Equal(50_000 - refunded, balance + reserve + sent);
            Assert.True(reserve <= target && (balance >= 0 || reserve == 0));
        }
    }

    [Fact]
    public async Task Job_OfAnotherTenant_LeavesThisOneAlone()
    {
        await _desk.EarnAsync(3);
        await SetTargetAsync(500);
        var (other, _) = await Portal.AddTenantAsync("other");

        await using (var scope = Portal.Scope(other))
        {
            Assert.Equal(0, (await scope.Get<SettleReserves>().HandleAsync(default)).Value);
        }

        Assert.Equal((3_000, 0), await _desk.StandsAsync());
        var seller = await Portal.AddPersonAsync(
            "own@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        await using var own = Portal.ScopeOf(seller, Portal.Tenant);
        Assert.Equal(Error.Forbidden, (await own.Get<SettleReserves>().HandleAsync(default)).Error);
    }

    [Fact]
    public async Task Seller_SeesTheirOwnReserveWithItsMoves_AndNobodyElses()
    {
        var other = await Portal.AddSellerAsync("other-shop");
        var own = await Portal.AddPersonAsync(
            "own@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        var stranger = await Portal.AddPersonAsync(
            "stranger@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            other
        );
        await _desk.EarnAsync(1);
        await _payouts.KeepBackAsync(0, 1_500, null);
        await _desk.EarnAsync(1);
        await _desk.SettleAsync();

        await using var owner = Portal.ScopeOf(own, Portal.Tenant);
        var seen = Assert.Single((await owner.Get<ReserveQueries>().OwnAsync(5, default)).Value);
        Assert.Equal((1_500, 1_500), (seen.Kept.Minor, seen.Target.Minor));
        Assert.Equal([1_000L, 1_500L], seen.Lines.Select(l => l.BalanceAfter.Minor));
        await using var elsewhere = Portal.ScopeOf(stranger, Portal.Tenant);
        Assert.Empty((await elsewhere.Get<ReserveQueries>().OwnAsync(5, default)).Value);
        await using var desk = Portal.ScopeOf(_payouts.Maker, Portal.Tenant);
        var account = Assert.Single((await desk.Get<PayoutQueries>().AccountsAsync(default)).Value);
        Assert.Equal((1_500, 1_500), (account.Kept.Minor, account.Reserve.Minor));
    }

    /// <summary>As it was set before there were reserves in the books: nothing has moved.</summary>
    private Task SetTargetAsync(long minor) =>
        Portal.AdminScalarAsync<int>(
            $"UPDATE settlement.payout_accounts SET reserve_minor = {minor}"
        );

    private Task<long> EntriesAsync(string kind) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM ledger.entries WHERE kind = '{kind}'");
}
