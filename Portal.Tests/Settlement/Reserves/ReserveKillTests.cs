using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reserves;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement.Reserves;

/// <summary>
/// A process that dies before any statement of an act that moves a reserve leaves all of it or nothing, and the act can be
/// done again.
/// </summary>
public sealed class ReserveKillTests : PortalTests
{
    private const string State = """
        SELECT coalesce((SELECT string_agg(concat_ws(' ', a.kind, b.minor), ',' ORDER BY a.kind, a.owner)
                FROM ledger.balances b JOIN ledger.accounts a ON a.id = b.account_id WHERE b.minor <> 0), '')
            || '|' || (SELECT string_agg(concat_ws(' ', minimum_minor, reserve_minor), ',') FROM settlement.payout_accounts)
            || '|' || (SELECT count(*) FROM settlement.payouts)
        """;

    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;
    private ReserveDesk _desk = null!;
    private StatementKiller _killer = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        _desk = new ReserveDesk(Portal, _orders);
        _killer = new StatementKiller(Portal);
        await _desk.EarnAsync(9);
    }

    public override async ValueTask DisposeAsync()
    {
        _killer.Dispose();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task KilledBeforeAnyStatement_TheReserveMovesOnceOrNotAtAll()
    {
        var kills = 0;
        for (var (statement, before) = (1, -1); kills > before; statement++)
        {
            before = kills;
            kills += await KeepAsync(statement, 4_000);
            Assert.Equal((5_000, 4_000), await _desk.StandsAsync());

            // The run finds a reserve that is not full yet.
            await SetTargetAsync(6_000);
            kills += await DoAsync<SubmitPayoutRun>(
                statement,
                _payouts.Maker,
                a => a.HandleAsync(new(PayoutDesk.Pounds, IncludeNotDue: true), default)
            );
            Assert.Equal((3_000, 6_000), await _desk.StandsAsync());
            var run = new PayoutRunId(
                await Portal.AdminScalarAsync<long>("SELECT max(id) FROM settlement.payout_runs")
            );
            Assert.Equal(3_000, Assert.Single(await _payouts.PayoutsAsync(run)).Payout.AmountMinor);
            Assert.False((await _payouts.ApproveAsync(run)).Failed);

            await SetTargetAsync(1_000);
            kills += await DoAsync<SettleReserves>(
                statement,
                _payouts.Maker,
                a => a.HandleAsync(default)
            );
            Assert.Equal((5_000, 1_000), await _desk.StandsAsync());
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);

            // All of it is back for the next round.
            var paid = Assert.Single(await _payouts.PayoutsAsync(run)).Payout.Id;
            Assert.False((await _payouts.ReturnAsync(paid)).Failed);
            kills += await KeepAsync(statement, 0);
            Assert.Equal((9_000, 0), await _desk.StandsAsync());
        }

        Assert.True(kills >= 40, $"Only {kills} kills.");
    }

    /// <summary>Also ends the pause that the returned payout caused.</summary>
    private async Task<int> KeepAsync(int statement, long minor)
    {
        var reason = await Portal.AdminScalarAsync<string>(
            "SELECT coalesce(max(paused_reason), '') FROM settlement.payout_accounts"
        );
        return await DoAsync<KeepBack>(
            statement,
            _payouts.Maker,
            a =>
                a.HandleAsync(
                    new(
                        Portal.Seller,
                        PayoutDesk.Pounds,
                        0,
                        minor,
                        null,
                        reason is { Length: > 0 } ? reason : null
                    ),
                    default
                )
        );
    }

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

    private Task SetTargetAsync(long minor) =>
        Portal.AdminScalarAsync<int>(
            $"UPDATE settlement.payout_accounts SET reserve_minor = {minor}"
        );

    private async Task<string> StateAsync() => (await Portal.AdminScalarAsync<string>(State))!;
}
