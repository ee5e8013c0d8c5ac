using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>
/// A worker that dies before any statement of a round leaves a dispute that the next round ends: booked once, evidence handed in
/// once, ended once.
/// </summary>
public sealed class DisputeKillTests : DisputeTests
{
    private StatementKiller _killer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _killer = new StatementKiller(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        _killer.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task WorkerKilledBeforeAnyStatement_BooksSendsAndEndsOnce()
    {
        var kills = 0;
        for (var (statement, before) = (1, -1); kills > before; statement++)
        {
            before = kills;
            var (_, charge) = await Desk.PayAsync(1);
            var dispute = Stripe.Open(charge, 1_000);
            await Desk.SweepAsync();
            kills += await KillAsync(statement, () => Desk.FollowAsync());
            await Desk.FollowAgainAsync();
            var opened = await FindAsync(dispute.Id);
            Assert.Equal(ChargebackStatus.NeedsResponse, opened.Status);
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);

            Assert.False((await Desk.Chargebacks.SubmitAsync(opened.Id)).Failed);
            kills += await KillAsync(statement, () => Desk.SendAsync());
            await Desk.ComeDueAsync();
            await Desk.SendAsync();
            Assert.Equal(1, dispute.Submissions);
            Assert.Equal(
                EvidenceStatus.Sent,
                (await Desk.Chargebacks.FindAsync(opened.Id)).Evidence?.Status
            );

            dispute.Win();
            await Desk.ComeDueAsync();
            kills += await KillAsync(statement, () => Desk.FollowAsync());
            await Desk.FollowAgainAsync();
            Assert.Equal(ChargebackStatus.Won, (await FindAsync(dispute.Id)).Status);
            Assert.Equal("ended", await Desk.StateAsync(dispute.Id));
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
        }

        Assert.True(kills >= 20, $"Only {kills} kills.");
    }

    private async Task<ChargebackRow> FindAsync(string reference) =>
        Assert.Single(await Desk.AllAsync(), c => c.Reference == reference);

    private async Task<int> KillAsync(int statement, Func<Task> act) =>
        await _killer.KillAtAsync(statement, act) ? 1 : 0;
}
