using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Payments.Webhooks;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments.Stripe;

/// <summary>What people see of the messages of gateways, and what they do about those that failed.</summary>
public sealed class WebhookDeskTests : PortalTests
{
    private const string Secret = "whsec_desk";

    private CheckoutStub _stripe = null!;
    private IReadOnlyList<long> _orders = [];
    private PersonId _finance;

    public override async ValueTask InitializeAsync()
    {
        _stripe = await CheckoutStub.StartAsync();
        await base.InitializeAsync();
        _finance = await Portal.AddPersonAsync(
            "finance@example.com",
            BuiltInRoles.FinanceAdmin,
            Portal.Tenant
        );
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 3);
        _orders = await seed.AddOrdersAsync(3, _ => [(product, 1)]);
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton<IPaymentGateway>(new StripeGateway(_stripe.ToOptions())).Patiently();
        services.Configure<StripeOptions>(o => o.WebhookSecrets.Add(Secret));
    }

    [Fact]
    public async Task Message_IsFollowedOnce_AndSaysSo()
    {
        await TellAsync("evt_1", KeyOf(0));
        Assert.Equal(WebhookStatus.Waiting, (await SeenAsync("evt_1")).Status);

        await FollowAsync();

        var seen = await SeenAsync("evt_1");
        Assert.Equal((WebhookStatus.Followed, 1), (seen.Status, seen.Attempts));
        Assert.Equal(_orders[0], seen.OrderId);
        Assert.NotNull(seen.FollowedAt);
    }

    [Fact]
    public async Task Refused_FailsAlone_AndIsFollowedOnceItsCauseIsGone()
    {
        await RefuseAsync(_orders[1]);
        for (var i = 0; i < _orders.Count; i++)
        {
            await TellAsync($"evt_{i}", KeyOf(i));
        }

        await FollowAllAsync();

        Assert.Equal(WebhookStatus.Followed, (await SeenAsync("evt_0")).Status);
        Assert.Equal(WebhookStatus.Followed, (await SeenAsync("evt_2")).Status);
        var failed = await SeenAsync("evt_1");
        Assert.Equal(
            (WebhookStatus.Failed, "not this one", 1),
            (failed.Status, failed.Error, failed.Attempts)
        );

        await Portal.AdminScalarAsync<int>("DROP TRIGGER refuse ON orders.orders");
        Assert.False((await AgainAsync(failed.Id)).Failed);
        await FollowAllAsync();

        var followed = await SeenAsync("evt_1");
        Assert.Equal(
            (WebhookStatus.Followed, null, 2),
            (followed.Status, followed.Error, followed.Attempts)
        );
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                $"SELECT count(*) FROM audit.entries WHERE subject_kind = 'webhook_event' AND subject_id = '{failed.Id.Value}' AND actor_id = {_finance.Value}"
            )
        );
    }

    [Fact]
    public async Task WorkAgain_NotFailed_IsRefused()
    {
        await TellAsync("evt_1", KeyOf(0));
        var id = (await SeenAsync("evt_1")).Id;

        Assert.Equal("webhooks.nothing_to_work_again", (await AgainAsync(id)).Error.Code);
        await FollowAsync();
        Assert.Equal("webhooks.nothing_to_work_again", (await AgainAsync(id)).Error.Code);
    }

    [Fact]
    public async Task List_FindsByStateTypeAndNumber()
    {
        await TellAsync("evt_1", KeyOf(0));
        await FollowAsync();
        await TellAsync("evt_2", KeyOf(1), "charge.refund.updated");

        Assert.Equal(["evt_2", "evt_1"], await ListAsync(new WebhookFilter([])));
        Assert.Equal(["evt_1"], await ListAsync(new WebhookFilter([WebhookStatus.Followed])));
        Assert.Equal(["evt_2"], await ListAsync(new WebhookFilter([], Type: "refund")));
        Assert.Equal(["evt_1"], await ListAsync(new WebhookFilter([], Search: $"{_orders[0]}")));
        Assert.Equal(["evt_2"], await ListAsync(new WebhookFilter([], Search: "evt_2")));
        Assert.Empty(await ListAsync(new WebhookFilter([], Search: "evt")));
    }

    [Fact]
    public async Task OfAPayoutOrAShopsAccount_SaysWhich_AndIsFoundByIt()
    {
        await TellAsync("evt_1", $"payout-{Portal.Tenant.Value}-31", "transfer.reversed");
        await TellAsync("evt_2", $"shop-{Portal.Tenant.Value}-7", "account.updated");

        var payout = await SeenAsync("31");
        Assert.Equal(("evt_1", 31L), (payout.EventId, payout.PayoutId));
        var account = await SeenAsync("cs_1");
        Assert.Equal(("evt_2", "cs_1"), (account.EventId, account.Subject));
    }

    [Fact]
    public async Task OfNothingOfOurs_IsThePlatformsToSee_AndOfAnotherTenantNobodys()
    {
        await TellAsync("evt_ours", KeyOf(0));
        await TellAsync("evt_nobodys", "somebody-elses");
        var (south, _) = await Portal.AddTenantAsync("south");
        var neighbour = await Portal.AddPersonAsync(
            "south@example.com",
            BuiltInRoles.FinanceAdmin,
            south
        );
        var super = await Portal.AddPersonAsync("super@example.com", BuiltInRoles.SuperAdmin);

        Assert.Equal(["evt_ours"], await ListAsync(new WebhookFilter([])));
        Assert.Empty(await ListAsync(new WebhookFilter([]), neighbour, south));
        Assert.Equal(
            ["evt_nobodys", "evt_ours"],
            await ListAsync(new WebhookFilter([]), super, Portal.Tenant)
        );
        Assert.Equal(["evt_nobodys"], await ListAsync(new WebhookFilter([]), super, south));
    }

    private string KeyOf(int order) => $"order-{_orders[order]}-1";

    private async Task TellAsync(string id, string key, string type = "checkout.session.completed")
    {
        var body = Encoding.UTF8.GetBytes(
            $$$$"""
            {"id":"{{{{id}}}}","type":"{{{{type}}}}","created":1772366400,
             "data":{"object":{"id":"cs_1","client_reference_id":"{{{{key}}}}"}}}
            """
        );
        var now = Portal.Clock.GetUtcNow();
        await using var scope = Portal.PlatformScope();
        var received = await scope
            .Get<ReceiveStripeEvent>()
            .HandleAsync(
                new ReceiveStripeEventCommand(body, StripeSignature.Of(body, Secret, now)),
                default
            );
        Assert.False(received.Failed);
    }

    private async Task<int> FollowAsync()
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<FollowWebhooks>().HandleAsync(default);
    }

    private async Task FollowAllAsync()
    {
        while (await FollowAsync() > 0) { }
    }

    private async Task<Result> AgainAsync(WebhookEventId id)
    {
        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);
        return await scope
            .Get<WorkWebhookAgain>()
            .HandleAsync(new WorkWebhookAgainCommand(id), default);
    }

    private async Task<WebhookRow> SeenAsync(string number)
    {
        await using var scope = Portal.ScopeOf(_finance, Portal.Tenant);
        var found = await scope
            .Get<WebhookQueries>()
            .ListAsync(new WebhookFilter([], Search: number), new PageRequest(), default);
        return Assert.Single(found.Value.Rows);
    }

    private Task<IReadOnlyList<string>> ListAsync(WebhookFilter filter) =>
        ListAsync(filter, _finance, Portal.Tenant);

    private async Task<IReadOnlyList<string>> ListAsync(
        WebhookFilter filter,
        PersonId person,
        TenantId tenant
    )
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        var found = await scope.Get<WebhookQueries>().ListAsync(filter, new PageRequest(), default);
        return [.. found.Value.Rows.Select(r => r.EventId)];
    }

    /// <summary>From now on the database refuses any change of this order.</summary>
    private Task RefuseAsync(long order) =>
        Portal.AdminScalarAsync<int>(
            $"""
            CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'not this one'; END $$;
            CREATE TRIGGER refuse BEFORE UPDATE ON orders.orders FOR EACH ROW
            WHEN (NEW.id = {order}) EXECUTE FUNCTION public.refuse()
            """
        );
}
