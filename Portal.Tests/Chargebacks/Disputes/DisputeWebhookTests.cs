using Portal.Core.Chargebacks;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>What Stripe tells of disputes by webhook: late, twice, out of order, and not believed.</summary>
public sealed class DisputeWebhookTests : DisputeTests
{
    private const string Secret = "whsec_disputes";

    private TestWeb _web = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal, ("Stripe:WebhookSecrets:0", Secret));
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Told_IsAskedAboutAtOnce_AndEveryMessageOnce()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);

        await TellAsync("evt_1", "created", dispute);
        await TellAsync("evt_1", "created", dispute);
        Assert.Equal(1, (await Desk.FollowAsync()).Asked);
        Assert.Equal(0, (await Desk.FollowAsync()).Asked);
        await TellAsync("evt_2", "funds_withdrawn", dispute);
        Assert.Equal(1, (await Desk.FollowAsync()).Asked);

        Assert.Single(await Desk.AllAsync());
        Assert.Equal(
            Portal.Tenant.Value,
            await Portal.AdminScalarAsync<long>(
                "SELECT max(tenant_id) FROM payments.webhook_events"
            )
        );
    }

    [Fact]
    public async Task ToldInTheWrongOrder_EndsAsStripeSays()
    {
        var (_, charge) = await Desk.PayAsync(1);
        var dispute = Stripe.Open(charge, 1_000);
        dispute.Win();

        foreach (var type in new[] { "closed", "funds_reinstated", "updated", "created" })
        {
            await TellAsync($"evt_{type}", type, dispute);
            await Desk.FollowAsync();
        }

        Assert.Equal(ChargebackStatus.Won, (await Desk.OneAsync()).Status);
    }

    [Fact]
    public async Task ToldOfAnotherAmount_WhatStripeAnswersIsBooked()
    {
        var (_, charge) = await Desk.PayAsync(2);
        var real = Stripe.Open(charge, 500);
        var lie = new DisputeStub.Dispute(real.Id, charge, 2_000, "gbp") { Status = "lost" };

        await TellAsync("evt_1", "created", lie);
        await Desk.FollowAsync();

        var found = await Desk.OneAsync();
        Assert.Equal((ChargebackStatus.NeedsResponse, 500), (found.Status, found.Amount.Minor));
    }

    [Fact]
    public async Task ToldOfOneThatStripeDoesNotHave_IsForAPerson()
    {
        var (_, charge) = await Desk.PayAsync(1);

        await TellAsync(
            "evt_1",
            "created",
            new DisputeStub.Dispute("du_nobody", charge, 1_000, "gbp")
        );
        await Desk.FollowAsync();

        Assert.Equal(
            "needs_person: The gateway has no such dispute.",
            await Desk.StateAsync("du_nobody")
        );
        Assert.Empty(await Desk.AllAsync());
    }

    [Fact]
    public async Task ToldOfAChargeNobodyKnows_IsKeptForThePlatform()
    {
        await TellAsync(
            "evt_1",
            "created",
            new DisputeStub.Dispute("du_1", "ch_nobody", 1_000, "gbp")
        );

        Assert.Equal(0, (await Desk.FollowAsync()).Asked);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT tenant_id FROM payments.webhook_events")
        );
    }

    private Task TellAsync(string id, string type, DisputeStub.Dispute dispute) =>
        Desk.TellAsync(_web, Secret, id, $"charge.dispute.{type}", dispute);
}
