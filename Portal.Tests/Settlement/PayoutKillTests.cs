using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>
/// A process that dies before any statement of a payout run leaves all of the act or nothing, and the act can
/// be done again: nobody is paid twice, nobody is forgotten.
/// </summary>
public sealed class PayoutKillTests : PortalTests
{
    private const string State = """
        SELECT coalesce((SELECT string_agg(concat_ws(' ', id, status), ',' ORDER BY id) FROM settlement.payout_runs), '')
            || '|' || coalesce((SELECT string_agg(concat_ws(' ', id, status, amount_minor), ',' ORDER BY id) FROM settlement.payouts), '')
            || '|' || coalesce((SELECT string_agg(concat_ws(' ', account_id, minor), ',' ORDER BY account_id, minor)
                FROM ledger.balances WHERE minor <> 0), '')
            || '|' || (SELECT count(*) FROM settlement.sales WHERE payout_id IS NOT NULL)
        """;

    private PaidOrders _orders = null!;
    private PayoutDesk _desk = null!;
    private StatementKiller _killer = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
        _killer = new StatementKiller(Portal);
        for (var i = 1; i <= 3; i++)
        {
            await _orders.PayAsync(i, 1);
        }

        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _killer.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task RunKilledBeforeAnyStatementOfItsActs_PaysEverybodyOnce()
    {
        var kills = 0;
        for (var (statement, before) = (1, -1); kills > before; statement++)
        {
            before = kills;
            kills += await SubmitAsync(statement);
            var given = await NewestAsync();
            kills += await DoAsync<CancelPayoutRun>(
                statement,
                _desk.Checker,
                a => a.HandleAsync(new(given), default)
            );
            kills += await SubmitAsync(statement);
            var run = await NewestAsync();
            kills += await DoAsync<ApprovePayoutRun>(
                statement,
                _desk.Checker,
                a => a.HandleAsync(new(run, TestPeople.Password), default)
            );
            kills += await DoAsync<ConfirmPayouts>(
                statement,
                _desk.Maker,
                a => a.HandleAsync(new(run), default)
            );
            var paid = Assert.Single(await _desk.PayoutsAsync(run)).Payout;
            Assert.Equal((PayoutStatus.Paid, 9_000), (paid.Status, paid.AmountMinor));
            Assert.Equal(-9_000, await _orders.BalanceAsync(AccountKind.Bank));
            Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));

            kills += await DoAsync<ReturnPayout>(
                statement,
                _desk.Maker,
                a => a.HandleAsync(new(paid.Id, "Account closed"), default)
            );
            Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
            Assert.Equal(9_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
            await NameAnotherAccountAsync(statement);
        }

        Assert.True(kills >= 50, $"Only {kills} kills.");
    }

    private Task<int> SubmitAsync(int statement) =>
        DoAsync<SubmitPayoutRun>(
            statement,
            _desk.Maker,
            a => a.HandleAsync(new(PayoutDesk.Pounds, IncludeNotDue: true), default)
        );

    /// <summary>The act, killed before one of its statements and then, when nothing came of it, done again. Answers how often it died.</summary>
    private async Task<int> DoAsync<TAct>(int statement, PersonId person, Func<TAct, Task> act)
        where TAct : notnull
    {
        var before = await StateAsync();
        bool isKilled;
        await using (var scope = Portal.ScopeOf(person, Portal.Tenant))
        {
            var acting = scope.Get<TAct>();
            isKilled = await _killer.KillAtAsync(statement, () => act(acting));
        }

        if (isKilled && await StateAsync() == before)
        {
            await using var scope = Portal.ScopeOf(person, Portal.Tenant);
            await act(scope.Get<TAct>());
        }

        Assert.NotEqual(before, await StateAsync());
        return isKilled ? 1 : 0;
    }

    /// <summary>The shop was paused by the bank's return.</summary>
    private async Task NameAnotherAccountAsync(int turn) =>
        Assert.False(
            (
                await _desk.SaveAccountAsync(
                    Portal.Seller,
                    turn % 2 == 0 ? PayoutDesk.Iban : "DE89 3704 0044 0532 0130 00"
                )
            ).Failed
        );

    private async Task<PayoutRunId> NewestAsync() =>
        new(await Portal.AdminScalarAsync<long>("SELECT max(id) FROM settlement.payout_runs"));

    private async Task<string> StateAsync() => (await Portal.AdminScalarAsync<string>(State))!;
}
