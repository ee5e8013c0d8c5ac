using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Debts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>What a shop owes, for how long, and how it pays.</summary>
public sealed class DebtTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;
    private DebtDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        _desk = new DebtDesk(Portal, _orders, _payouts);
    }

    [Fact]
    public async Task RefundsAfterThePayout_AreOwedSinceTheFirstOfThem()
    {
        var order = await _desk.OweAsync(1_000);
        var first = (await _desk.DebtAsync())!;
        Portal.Clock.Advance(TimeSpan.FromDays(40));
        await _orders.RefundAsync(order, 500);

        var debt = (await _desk.DebtAsync())!;

        Assert.Equal(1_500, debt.Owed.Minor);
        Assert.Equal((40, DebtAge.Within60Days, 2L), (debt.Days, debt.Age, debt.Lines));
        Assert.Equal(first.FirstEntry, debt.FirstEntry);
        await using var scope = Portal.Scope();
        var sum = Assert.Single((await scope.Get<DebtQueries>().SumsAsync(default)).Value);
        Assert.Equal((DebtAge.Within60Days, 1_500L, 1), (sum.Age, sum.Owed.Minor, sum.Count));
    }

    [Fact]
    public async Task SaleThatMakesUpForIt_EndsTheDebt_AndTheNextOneIsYoung()
    {
        var order = await _desk.OweAsync(1_000);
        await _orders.PayAsync(1);
        Portal.Clock.Advance(TimeSpan.FromDays(60));
        await _orders.ReleaseAsync();
        Assert.Null(await _desk.DebtAsync());

        Portal.Clock.Advance(TimeSpan.FromDays(5));
        await _orders.RefundAsync(order, 300);

        var debt = (await _desk.DebtAsync())!;
        Assert.Equal((300L, 0, 1L), (debt.Owed.Minor, debt.Days, debt.Lines));
    }

    [Fact]
    public async Task Repayment_IsInTheBank_AndOwedNoMore()
    {
        await _desk.OweAsync(1_000);

        Assert.False((await _desk.RepayAsync(400, "a")).Failed);
        Assert.Equal(600, (await _desk.DebtAsync())!.Owed.Minor);
        Assert.False((await _desk.RepayAsync(600, "b")).Failed);

        Assert.Null(await _desk.DebtAsync());
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.Bank));
        await using var scope = Portal.Scope();
        var found = await scope
            .Get<DebtQueries>()
            .FindAsync(Portal.Seller, PayoutDesk.Pounds, default);
        Assert.Equal(2, found.Value.Repayments.Count);
        Assert.Equal(["debt.repaid", "debt.repaid"], found.Value.History.Select(e => e.Kind));
    }

    [Fact]
    public async Task TwentyRepaymentsAtOnceWithOneKey_AreBookedOnce()
    {
        await _desk.OweAsync(1_000);

        var recorded = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _desk.RepayAsync(400, "same")))
        );

        Assert.All(recorded, r => Assert.Equal(recorded[0].Value, r.Value));
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(
            DebtErrors.KeyReused,
            (await _desk.RepayAsync(400, "same", "Another transfer")).Error
        );
    }

    [Fact]
    public async Task TwentyRepaymentsAtOnceOfTheWholeDebt_AreBookedOnce()
    {
        await _desk.OweAsync(1_000);

        var recorded = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(n => Task.Run(() => _desk.RepayAsync(1_000, $"key {n}")))
        );

        Assert.Single(recorded, r => !r.Failed);
        Assert.All(
            recorded.Where(r => r.Failed),
            r => Assert.Equal("debts.more_than_owed", r.Error.Code)
        );
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task RepaymentBeyondTheDebtOrOfADayToCome_IsRefused()
    {
        await _desk.OweAsync(1_000);

        Assert.Equal("debts.more_than_owed", (await _desk.RepayAsync(1_001, "a")).Error.Code);
        Assert.Equal(ErrorKind.Invalid, (await _desk.RepayAsync(500, "b", daysAgo: -2)).Error.Kind);
        Assert.Equal(ErrorKind.Invalid, (await _desk.RepayAsync(-5, "c")).Error.Kind);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task ProcessThatDiesWhileItBooks_LeavesTheDebt_AndTheSameRequestBooksItOnce()
    {
        await _desk.OweAsync(1_000);
        await using (var held = new NpgsqlConnection(Portal.Database.AdminConnection))
        {
            await held.OpenAsync();
            await using var transaction = await held.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand(
                "LOCK TABLE ledger.entry_keys IN EXCLUSIVE MODE",
                held,
                transaction
            );
            await hold.ExecuteNonQueryAsync();
            var repaying = _desk.RepayAsync(1_000, "a");
            await Eventually.TrueAsync(
                () =>
                    Portal.AdminScalarAsync<bool>(
                        """
                        SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%post_entries%'
                        """
                    ),
                "the process waits in the books, and is killed"
            );
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => repaying);
            await transaction.RollbackAsync();
        }

        Assert.Equal(1_000, (await _desk.DebtAsync())!.Owed.Minor);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM settlement.debt_repayments")
        );
        Assert.False((await _desk.RepayAsync(1_000, "a")).Failed);
        Assert.Null(await _desk.DebtAsync());
    }

    [Fact]
    public async Task Sellers_SeeWhatTheirOwnShopOwes_AndNobodyElses()
    {
        await _desk.OweAsync(1_000);
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

        await using var owner = Portal.ScopeOf(own, Portal.Tenant);
        var debt = Assert.Single((await owner.Get<DebtQueries>().OwnAsync(5, default)).Value);
        Assert.Equal(1_000, debt.Debt.Owed.Minor);
        Assert.Equal(-1_000, Assert.Single(debt.Lines).BalanceAfter.Minor);
        Assert.Equal(
            Error.Forbidden,
            (await owner.Get<DebtQueries>().ListAsync(new(), new PageRequest(), default)).Error
        );
        await using var elsewhere = Portal.ScopeOf(stranger, Portal.Tenant);
        Assert.Empty((await elsewhere.Get<DebtQueries>().OwnAsync(5, default)).Value);
    }

    [Fact]
    public async Task DebtOlderThanThirtyDays_IsNewsOnce_AndANewOneIsNewsAgain()
    {
        var order = await _desk.OweAsync(1_000);
        Portal.Clock.Advance(TimeSpan.FromDays(DebtAgePolicy.YoungDays));
        Assert.Empty(await GrownOldAsync());

        Portal.Clock.Advance(TimeSpan.FromDays(1));
        var first = Assert.Single(await GrownOldAsync());
        Portal.Clock.Advance(TimeSpan.FromDays(40));
        await _orders.RefundAsync(order, 100);
        Assert.Equal(first.Since, Assert.Single(await GrownOldAsync()).Since);

        Assert.False((await _desk.RepayAsync(1_100, "a")).Failed);
        Assert.Empty(await GrownOldAsync());
        await _orders.RefundAsync(order, 100);
        Portal.Clock.Advance(TimeSpan.FromDays(DebtAgePolicy.YoungDays + 1));
        Assert.True(Assert.Single(await GrownOldAsync()).Since > first.Since);
    }

    private async Task<IReadOnlyList<DebtRow>> GrownOldAsync()
    {
        await using var scope = Portal.ScopeOf(_payouts.Checker, Portal.Tenant);
        return (await scope.Get<DebtQueries>().GrownOldAsync(8, default)).Value;
    }

    [Theory]
    [InlineData(0, DebtAge.Within30Days)]
    [InlineData(30, DebtAge.Within30Days)]
    [InlineData(31, DebtAge.Within60Days)]
    [InlineData(60, DebtAge.Within60Days)]
    [InlineData(61, DebtAge.Within90Days)]
    [InlineData(90, DebtAge.Within90Days)]
    [InlineData(91, DebtAge.Over90Days)]
    public void Days_AreAnAge(int days, DebtAge age) => Assert.Equal(age, DebtAgePolicy.Of(days));
}
