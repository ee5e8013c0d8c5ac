using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Sellers' money from the release to their bank, and back again.</summary>
public sealed class PayoutTests : PortalTests
{
    private static readonly TimeSpan Held = TimeSpan.FromDays(20);

    private PaidOrders _orders = null!;
    private PayoutDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
    }

    [Fact]
    public async Task SubmittedRun_HoldsTheMoney_AndApprovalSendsIt_AndTheBankConfirmsIt()
    {
        await EarnAsync(3, 1);

        var run = (await _desk.SubmitAsync()).Value;

        Assert.Equal(4_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(4_000, await HeldAsync());
        Assert.False((await _desk.ApproveAsync(run)).Failed);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(4_000, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(0, await HeldAsync());

        Assert.Equal(1, (await _desk.ConfirmAsync(run)).Value);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(-4_000, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(PayoutErrors.NothingSent, (await _desk.ConfirmAsync(run)).Error);

        var payout = Assert.Single(await _desk.PayoutsAsync(run));
        Assert.Equal(PayoutStatus.Paid, payout.Payout.Status);
        Assert.Equal(2, payout.Payout.SalesCount);
        Assert.Equal(4_000, payout.Payout.SalesMinor);
        Assert.Equal("Harbour Pottery, GB•• 5555", payout.Bank);
        Assert.All(await SalesAsync(), s => Assert.Equal(payout.Payout.Id, s.Payout?.Id));
    }

    [Fact]
    public async Task TwentySubmissionsAtOnce_PayTheShopOnce()
    {
        await EarnAsync(5);

        var runs = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.SubmitAsync()))
        );

        Assert.Single(runs, r => !r.Failed);
        Assert.All(
            runs.Where(r => r.Failed),
            r => Assert.Equal(PayoutErrors.NothingToPay, r.Error)
        );
        Assert.Equal(5_000, await HeldAsync());
    }

    [Fact]
    public async Task TwentyConfirmationsAtOnce_BookThePayoutOnce()
    {
        await EarnAsync(5);
        var run = (await _desk.SubmitAsync()).Value;
        await _desk.ApproveAsync(run);

        var confirmed = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.ConfirmAsync(run)))
        );

        Assert.Equal(1, confirmed.Sum(c => c.Failed ? 0 : c.Value));
        Assert.Equal(-5_000, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task CancelledRun_LeavesMoneyAndSalesToTheNextOne()
    {
        await EarnAsync(2);
        var run = (await _desk.SubmitAsync()).Value;

        Assert.False((await _desk.CancelAsync(run)).Failed);

        Assert.Equal(0, await HeldAsync());
        Assert.All(await SalesAsync(), s => Assert.Null(s.Payout));
        Assert.Equal("payouts.not_waiting", (await _desk.ApproveAsync(run)).Error.Code);
        var next = (await _desk.SubmitAsync()).Value;
        Assert.Equal(2_000, Assert.Single(await _desk.PayoutsAsync(next)).Payout.AmountMinor);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ReturnedPayout_IsOwedAgain_AndWaitsForAnotherBankAccount(bool wasConfirmed)
    {
        await EarnAsync(2);
        var run = (await _desk.SubmitAsync()).Value;
        await _desk.ApproveAsync(run);
        if (wasConfirmed)
        {
            await _desk.ConfirmAsync(run);
        }

        var payout = Assert.Single(await _desk.PayoutsAsync(run)).Payout.Id;
        Assert.False((await _desk.ReturnAsync(payout)).Failed);
        Assert.Equal(PayoutErrors.NotReturnable, (await _desk.ReturnAsync(payout)).Error);

        Assert.Equal(2_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
        var waiting = await _desk.CandidateAsync();
        Assert.Equal(PayoutSkip.Paused, waiting?.Skip);
        Assert.Equal("Returned by the bank: Account closed", waiting?.Account?.PausedReason);

        await _desk.SaveAccountAsync(Portal.Seller, "DE89 3704 0044 0532 0130 00");
        var next = (await _desk.SubmitAsync()).Value;
        var again = Assert.Single(await _desk.PayoutsAsync(next)).Payout;
        Assert.Equal((2_000, 1), (again.AmountMinor, again.SalesCount));
    }

    [Fact]
    public async Task RefundAfterThePayout_IsTakenFromTheNextOne()
    {
        var order = await EarnAsync(3);
        var run = (await _desk.SubmitAsync()).Value;
        await _desk.ApproveAsync(run);

        await _orders.RefundAsync(order, 1_000);
        Assert.Equal(PayoutSkip.Owes, (await _desk.CandidateAsync())?.Skip);
        Assert.Equal(PayoutErrors.NothingToPay, (await _desk.SubmitAsync()).Error);

        await EarnAsync(5);
        var next = (await _desk.SubmitAsync()).Value;
        var payout = Assert.Single(await _desk.PayoutsAsync(next)).Payout;
        Assert.Equal(4_000, payout.AmountMinor);
        Assert.Equal(5_000, payout.SalesMinor);
        Assert.Equal(-1_000, payout.CarriedOver.Minor);
    }

    [Fact]
    public async Task Reserve_IsKeptBesideTheBalance_AndTheMinimumIsWaitedFor()
    {
        await EarnAsync(2);
        await _desk.KeepBackAsync(minimum: 2_000, reserve: 500, pausedReason: null);
        Assert.Equal(PayoutSkip.BelowMinimum, (await _desk.CandidateAsync())?.Skip);

        await EarnAsync(1);
        var run = (await _desk.SubmitAsync()).Value;
        await _desk.ApproveAsync(run);

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(500, await _orders.BalanceAsync(AccountKind.Reserve));
        var payout = Assert.Single(await _desk.PayoutsAsync(run)).Payout;
        Assert.Equal(
            (2_500, 3_000, 500),
            (payout.AmountMinor, payout.SalesMinor, payout.ReserveMinor)
        );
    }

    [Fact]
    public async Task PausedShop_IsSkippedWithTheReason_UntilFinanceLetsItGo()
    {
        await EarnAsync(1);
        await _desk.KeepBackAsync(0, 0, "Documents are missing");
        Assert.Equal(PayoutErrors.NothingToPay, (await _desk.SubmitAsync()).Error);
        Assert.Equal(
            "Documents are missing",
            (await _desk.CandidateAsync())?.Account?.PausedReason
        );

        await _desk.KeepBackAsync(0, 0, null);
        Assert.False((await _desk.SubmitAsync()).Failed);
    }

    [Fact]
    public async Task ShopPaidThisWeek_IsDueNextMonday()
    {
        await _desk.SaveAccountAsync(Portal.Seller, schedule: PayoutSchedule.Weekly);
        await EarnAsync(1);
        await _desk.ApproveAsync((await _desk.SubmitAsync()).Value);
        await EarnOnTheSameDayAsync(1);

        var waiting = await _desk.CandidateAsync();
        Assert.Equal(PayoutSkip.NotDue, waiting?.Skip);
        Assert.Equal(DayOfWeek.Monday, waiting?.DueOn?.DayOfWeek);
        Assert.Equal(1_000, (await _desk.CandidateAsync(includeNotDue: true))?.AmountMinor);

        Portal.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Null((await _desk.CandidateAsync())?.Skip);
    }

    [Fact]
    public async Task RunThatWaitedAWeek_CannotBeApproved_AndItsMoneyComesBackByCancelling()
    {
        await EarnAsync(1);
        var run = (await _desk.SubmitAsync()).Value;

        Portal.Clock.Advance(PayoutRun.MaxWait);

        Assert.Equal(PayoutErrors.WaitedTooLong, (await _desk.ApproveAsync(run)).Error);
        Assert.False((await _desk.CancelAsync(run)).Failed);
        Assert.Equal(1_000, (await _desk.CandidateAsync())?.AmountMinor);
    }

    [Fact]
    public async Task Seller_SeesThePayoutsOfTheirShopOnly()
    {
        await EarnAsync(1);
        await _desk.SubmitAsync();
        var (other, shop) = await Portal.AddTenantAsync("other");
        var own = await Portal.AddPersonAsync(
            "own@example.com",
            Core.Identity.BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        var stranger = await Portal.AddPersonAsync(
            "stranger@example.com",
            Core.Identity.BuiltInRoles.Seller,
            other,
            shop
        );

        Assert.Single(await SeenByAsync(own, Portal.Tenant));
        Assert.Empty(await SeenByAsync(stranger, other));
        await using var scope = Portal.ScopeOf(stranger, other);
        Assert.Equal(
            PayoutErrors.AccountNotFound,
            (
                await scope
                    .Get<SavePayoutAccount>()
                    .HandleAsync(
                        new(
                            Portal.Seller,
                            PayoutDesk.Pounds,
                            "Somebody else",
                            PayoutDesk.Iban,
                            PayoutSchedule.Daily,
                            TestPeople.Password
                        ),
                        default
                    )
            ).Error
        );
    }

    private async Task<IReadOnlyList<PayoutRow>> SeenByAsync(
        Core.Identity.Contracts.PersonId person,
        TenantId tenant
    )
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        var page = await scope
            .Get<PayoutQueries>()
            .ListAsync(new(), new Core.Kernel.PageRequest(1, 50), default);
        return page.Value.Rows;
    }

    /// <summary>An order that is paid and whose dispute window is over.</summary>
    private async Task<long> EarnAsync(params int[] pieces)
    {
        var order = await _orders.PayAsync(pieces);
        Portal.Clock.Advance(Held);
        await _orders.ReleaseAsync();
        return order;
    }

    /// <summary>An order that is released at once, without a day going by.</summary>
    private async Task EarnOnTheSameDayAsync(params int[] pieces)
    {
        await _orders.PayAsync(pieces);
        await Portal.AdminScalarAsync<int>(
            "UPDATE settlement.sales SET due_at = captured_at WHERE status = 'held'"
        );
        await _orders.ReleaseAsync();
    }

    private Task<long> HeldAsync() =>
        Portal.AdminScalarAsync<long>("SELECT sum(held_minor)::bigint FROM ledger.balances");

    private async Task<IReadOnlyList<SaleRow>> SalesAsync()
    {
        await using var scope = Portal.Scope();
        var page = await scope
            .Get<SaleQueries>()
            .ListAsync(new SaleFilter(), new Core.Kernel.PageRequest(1, 50), default);
        return page.Value.Rows;
    }
}
