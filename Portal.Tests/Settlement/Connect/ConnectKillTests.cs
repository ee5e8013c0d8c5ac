using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement.Connect;

/// <summary>
/// A worker that dies before any statement of a round with Stripe, so before and after its call, leaves a payout that the next
/// round ends: nobody is paid twice, nobody is forgotten, and what was taken back is owed once.
/// </summary>
public sealed class ConnectKillTests : PortalTests
{
    private ConnectStub _stripe = null!;
    private PaidOrders _orders = null!;
    private PayoutDesk _finance = null!;
    private ConnectDesk _desk = null!;
    private StatementKiller _killer = null!;

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
        _killer = new StatementKiller(Portal);
        await _desk.ConnectAsync();
        await _orders.PayAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        _killer.Dispose();
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
    }

    [Fact]
    public async Task WorkerKilledBeforeAnyStatement_PaysAndTakesBackOnce()
    {
        var kills = 0;
        for (var (statement, before) = (1, -1); kills > before; statement++)
        {
            before = kills;
            var payout = await _desk.ApproveAllAsync();
            kills += await KillAsync(statement, () => _desk.SendAsync());
            await _desk.ComeDueAsync();
            await _desk.SendAsync();

            Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(payout)).Payout.Status);
            Assert.Single(
                _stripe.Transfers,
                t => t.Key == $"payout-{Portal.Tenant.Value}-{payout.Value}"
            );
            Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);

            _stripe.ReverseAll();
            await AskAgainAsync("status = 'sent'");
            kills += await KillAsync(statement, () => _desk.CheckAsync());
            await AskAgainAsync("check_due_at IS NOT NULL");
            await _desk.CheckAsync();

            Assert.Equal(PayoutStatus.Returned, (await _desk.FindAsync(payout)).Payout.Status);
            Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
            Assert.False((await _finance.KeepBackAsync(0, 0, null)).Failed);
        }

        Assert.True(kills >= 15, $"Only {kills} kills.");
    }

    private async Task<int> KillAsync(int statement, Func<Task> act) =>
        await _killer.KillAtAsync(statement, act) ? 1 : 0;

    private Task AskAgainAsync(string which) =>
        Portal.AdminScalarAsync<int>(
            $"UPDATE settlement.payout_transfers SET check_due_at = now() WHERE {which}"
        );
}
