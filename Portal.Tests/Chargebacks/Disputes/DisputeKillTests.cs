using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>
/// A worker that dies before any statement of a round leaves a dispute that the next round ends: booked once, evidence handed in
/// once, ended once.
/// </summary>
public sealed class DisputeKillTests : PortalTests
{
    private readonly HookedGateway _gateway = new("stripe");
    private DisputeStub _stripe = null!;
    private DisputeDesk _desk = null!;
    private StatementKiller _killer = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(_gateway)
            .AddSingleton<IDisputeGateway>(new StripeDisputes(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await DisputeStub.StartAsync();
        await base.InitializeAsync();
        _desk = new DisputeDesk(Portal, _gateway);
        _killer = new StatementKiller(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        _killer.Dispose();
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task WorkerKilledBeforeAnyStatement_BooksSendsAndEndsOnce()
    {
        var kills = 0;
        for (var (statement, before) = (1, -1); kills > before; statement++)
        {
            before = kills;
            var (_, charge) = await _desk.PayAsync(1);
            var dispute = _stripe.Open(charge, 1_000);
            await _desk.SweepAsync();
            kills += await KillAsync(statement, () => _desk.FollowAsync());
            await _desk.FollowAgainAsync();
            var opened = await FindAsync(dispute.Id);
            Assert.Equal(ChargebackStatus.NeedsResponse, opened.Status);
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);

            Assert.False((await _desk.Chargebacks.SubmitAsync(opened.Id)).Failed);
            kills += await KillAsync(statement, () => _desk.SendAsync());
            await _desk.ComeDueAsync();
            await _desk.SendAsync();
            Assert.Equal(1, dispute.Submissions);
            Assert.Equal(
                EvidenceStatus.Sent,
                (await _desk.Chargebacks.FindAsync(opened.Id)).Evidence?.Status
            );

            dispute.Win();
            await _desk.ComeDueAsync();
            kills += await KillAsync(statement, () => _desk.FollowAsync());
            await _desk.FollowAgainAsync();
            Assert.Equal(ChargebackStatus.Won, (await FindAsync(dispute.Id)).Status);
            Assert.Equal("ended", await _desk.StateAsync(dispute.Id));
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
        }

        Assert.True(kills >= 20, $"Only {kills} kills.");
    }

    private async Task<ChargebackRow> FindAsync(string reference) =>
        Assert.Single(await _desk.AllAsync(), c => c.Reference == reference);

    private async Task<int> KillAsync(int statement, Func<Task> act) =>
        await _killer.KillAtAsync(statement, act) ? 1 : 0;
}
