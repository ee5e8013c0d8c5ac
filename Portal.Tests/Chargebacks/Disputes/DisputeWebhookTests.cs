using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>What Stripe tells of disputes by webhook: late, twice, out of order, and not believed.</summary>
public sealed class DisputeWebhookTests : PortalTests
{
    private const string Secret = "whsec_disputes";

    private readonly HookedGateway _gateway = new("stripe");
    private DisputeStub _stripe = null!;
    private DisputeDesk _desk = null!;
    private TestWeb _web = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(_gateway)
            .AddSingleton<IDisputeGateway>(new StripeDisputes(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await DisputeStub.StartAsync();
        await base.InitializeAsync();
        _web = new TestWeb(Portal, ("Stripe:WebhookSecrets:0", Secret));
        _desk = new DisputeDesk(Portal, _gateway);
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Told_IsAskedAboutAtOnce_AndEveryMessageOnce()
    {
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);

        await TellAsync("evt_1", "created", dispute);
        await TellAsync("evt_1", "created", dispute);
        Assert.Equal(1, (await _desk.FollowAsync()).Asked);
        Assert.Equal(0, (await _desk.FollowAsync()).Asked);
        await TellAsync("evt_2", "funds_withdrawn", dispute);
        Assert.Equal(1, (await _desk.FollowAsync()).Asked);

        Assert.Single(await _desk.AllAsync());
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
        var (_, charge) = await _desk.PayAsync(1);
        var dispute = _stripe.Open(charge, 1_000);
        dispute.Win();

        foreach (var type in new[] { "closed", "funds_reinstated", "updated", "created" })
        {
            await TellAsync($"evt_{type}", type, dispute);
            await _desk.FollowAsync();
        }

        Assert.Equal(ChargebackStatus.Won, (await _desk.OneAsync()).Status);
    }

    [Fact]
    public async Task ToldOfAnotherAmount_WhatStripeAnswersIsBooked()
    {
        var (_, charge) = await _desk.PayAsync(2);
        var real = _stripe.Open(charge, 500);
        var lie = new DisputeStub.Dispute(real.Id, charge, 2_000, "gbp") { Status = "lost" };

        await TellAsync("evt_1", "created", lie);
        await _desk.FollowAsync();

        var found = await _desk.OneAsync();
        Assert.Equal((ChargebackStatus.NeedsResponse, 500), (found.Status, found.Amount.Minor));
    }

    [Fact]
    public async Task ToldOfOneThatStripeDoesNotHave_IsForAPerson()
    {
        var (_, charge) = await _desk.PayAsync(1);

        await TellAsync(
            "evt_1",
            "created",
            new DisputeStub.Dispute("du_nobody", charge, 1_000, "gbp")
        );
        await _desk.FollowAsync();

        Assert.Equal(
            "needs_person: The gateway has no such dispute.",
            await _desk.StateAsync("du_nobody")
        );
        Assert.Empty(await _desk.AllAsync());
    }

    [Fact]
    public async Task ToldOfAChargeNobodyKnows_IsKeptForThePlatform()
    {
        await TellAsync(
            "evt_1",
            "created",
            new DisputeStub.Dispute("du_1", "ch_nobody", 1_000, "gbp")
        );

        Assert.Equal(0, (await _desk.FollowAsync()).Asked);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT tenant_id FROM payments.webhook_events")
        );
    }

    private Task TellAsync(string id, string type, DisputeStub.Dispute dispute) =>
        _desk.TellAsync(_web, Secret, id, $"charge.dispute.{type}", dispute);
}
