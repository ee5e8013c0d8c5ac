using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Payments.Stripe;

namespace Portal.Tests.Settlement.Connect;

/// <summary>Transfers that are taken back at Stripe, which tells so by webhook.</summary>
public sealed class ConnectWebhookTests : PortalTests
{
    private const string Secret = "whsec_connect";

    private ConnectStub _stripe = null!;
    private PaidOrders _orders = null!;
    private ConnectDesk _desk = null!;
    private TestWeb _web = null!;
    private PayoutId _payout;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(new HookedGateway())
            .AddSingleton<ITransferGateway>(new StripeTransfers(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await ConnectStub.StartAsync();
        await base.InitializeAsync();
        _web = new TestWeb(Portal, ("Stripe:WebhookSecrets:0", Secret));
        _orders = new PaidOrders(Portal);
        _desk = new ConnectDesk(Portal, await PayoutDesk.OpenAsync(Portal));
        await _desk.ConnectAsync();
        await _orders.PayAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
        _payout = await _desk.ApproveAllAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task TakenBack_IsOwedAgainOnce_HoweverOftenItIsTold()
    {
        await _desk.SendAsync();
        _stripe.ReverseAll();
        for (var i = 0; i < 3; i++)
        {
            await TellAsync("evt_1");
            await TellAsync($"evt_{i + 2}");
            await _desk.CheckAsync();
        }

        var back = await _desk.FindAsync(_payout);
        Assert.Equal(PayoutStatus.Returned, back.Payout.Status);
        Assert.Equal(TransferStatus.Reversed, back.Transfer?.Status);
        Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(0, (await _desk.CheckAsync()).Value);
    }

    [Fact]
    public async Task ToldButNotTakenBack_ChangesNothing_AndIsAskedOnce()
    {
        await _desk.SendAsync();
        await TellAsync("evt_1");

        Assert.Equal(1, (await _desk.CheckAsync()).Value);
        Assert.Equal(0, (await _desk.CheckAsync()).Value);

        Assert.Equal(PayoutStatus.Paid, (await _desk.FindAsync(_payout)).Payout.Status);
    }

    [Fact]
    public async Task TakenBackBeforeItsAnswerCame_IsPaidAndThenOwedAgain()
    {
        _stripe.OnMade = () => false;
        await _desk.SendAsync();
        _stripe.ReverseAll();
        await TellAsync("evt_1");
        Assert.Equal(0, (await _desk.CheckAsync()).Value);

        await _desk.ComeDueAsync();
        await _desk.SendAsync();
        await _desk.CheckAsync();

        Assert.Equal(PayoutStatus.Returned, (await _desk.FindAsync(_payout)).Payout.Status);
        Assert.Equal(3_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Single(_stripe.Transfers);
    }

    [Fact]
    public async Task PartTakenBack_IsForAPerson_AndNothingIsBooked()
    {
        await _desk.SendAsync();
        _stripe.ReversePart(500);
        for (var i = 1; i <= 2; i++)
        {
            await TellAsync($"evt_{i}");
            await _desk.CheckAsync();
        }

        var paid = await _desk.FindAsync(_payout);
        Assert.Equal(
            (PayoutStatus.Paid, true, 500L),
            (paid.Payout.Status, paid.Transfer!.IsPartlyReversed, paid.Transfer.ReversedMinor)
        );
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM events.log WHERE kind = 'payout_run.payout_partly_reversed'"
            )
        );
        _stripe.ReverseAll();
        await TellAsync("evt_3");
        await _desk.CheckAsync();
        Assert.Equal(PayoutStatus.Returned, (await _desk.FindAsync(_payout)).Payout.Status);
    }

    [Fact]
    public async Task AccountUpdated_IsAskedAboutOnce_AndNotBelieved()
    {
        _stripe.IsSetUp = false;
        Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        for (var i = 0; i < 2; i++)
        {
            await TellAsync(
                $"evt_{i}",
                "account.updated",
                Assert.Single(_stripe.Accounts),
                $"shop-{Portal.Tenant.Value}-{Portal.Seller.Value}"
            );
        }

        Assert.Equal(1, await AskToldAsync());
        Assert.Equal(0, await AskToldAsync());

        Assert.False(await MayReceiveAsync());
        _stripe.IsSetUp = true;
        Assert.Equal(0, await AskToldAsync());
        Assert.False(await MayReceiveAsync());
    }

    private Task<bool> MayReceiveAsync() =>
        Portal.AdminScalarAsync<bool>("SELECT may_receive FROM settlement.connected_accounts");

    private async Task<int> AskToldAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<AskToldAccounts>().HandleAsync(default)).Value;
    }

    private Task TellAsync(string id) =>
        TellAsync(id, "transfer.reversed", "tr_1", $"payout-{Portal.Tenant.Value}-{_payout.Value}");

    private async Task TellAsync(string id, string type, string thing, string key)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id,
                type,
                created = Portal.Clock.GetUtcNow().ToUnixTimeSeconds(),
                data = new { @object = new { id = thing, metadata = new { portal_key = key } } },
            }
        );
        using var call = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe")
        {
            Content = new ByteArrayContent(body),
        };
        call.Headers.Add(
            "Stripe-Signature",
            StripeSignature.Of(body, Secret, Portal.Clock.GetUtcNow())
        );
        using var browser = _web.Browser();
        using var answer = await browser.SendAsync(call);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
