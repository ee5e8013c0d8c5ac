using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments.Stripe;

/// <summary>What Stripe calls at <c>/webhooks/stripe</c>, and what comes of it.</summary>
public sealed class StripeWebhookTests : PortalTests
{
    private const string Secret = "whsec_new";
    private const string OldSecret = "whsec_old";

    private CheckoutStub _stripe = null!;
    private TestWeb _web = null!;
    private HttpClient _caller = null!;

    public override async ValueTask InitializeAsync()
    {
        _stripe = await CheckoutStub.StartAsync();
        await base.InitializeAsync();
        _web = new TestWeb(
            Portal,
            ("Stripe:WebhookSecrets:0", Secret),
            ("Stripe:WebhookSecrets:1", OldSecret)
        );
        _caller = _web.Browser();
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new StripeGateway(_stripe.ToOptions())).Patiently();

    [Fact]
    public async Task Event_HasItsOrderAskedAboutAtOnce()
    {
        var keys = await BeginAsync(1);
        _stripe.Pay(keys[0]);

        Assert.Equal(HttpStatusCode.OK, await TellAsync("evt_1", keys[0]));
        Assert.Equal(1, await FollowAsync());
        await PumpAsync();

        Assert.Equal(1, await CountOrdersAsync("completed"));
    }

    [Fact]
    public async Task Forged_OldOrUnsigned_IsRefusedAndNothingIsKept()
    {
        var body = Event("evt_1", "order-1-1");
        var now = Portal.Clock.GetUtcNow();

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body, null));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(body, StripeSignature.Of(body, "whsec_guess", now))
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(body, StripeSignature.Of(body, Secret, now.AddSeconds(-301)))
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await PostAsync(Event("evt_2", "order-1-1"), StripeSignature.Of(body, Secret, now))
        );
        Assert.Equal(0, await CountEventsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"evt_1\"}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"x\",\"data\":7}")]
    [InlineData("not json at all")]
    public async Task SignedButNoEvent_IsRefused(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);

        var status = await PostAsync(
            body,
            StripeSignature.Of(body, Secret, Portal.Clock.GetUtcNow())
        );

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(0, await CountEventsAsync());
    }

    [Fact]
    public async Task TooLong_IsNotReadToItsEnd()
    {
        var body = new byte[256 * 1024 + 1];

        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await PostAsync(body, StripeSignature.Of(body, Secret, Portal.Clock.GetUtcNow()))
        );
    }

    [Fact]
    public async Task SecretBeingReplaced_BothAreTaken()
    {
        Assert.Equal(HttpStatusCode.OK, await TellAsync("evt_1", "order-1-1", OldSecret));
        Assert.Equal(HttpStatusCode.OK, await TellAsync("evt_2", "order-1-1", Secret));
        Assert.Equal(2, await CountEventsAsync());
    }

    [Fact]
    public async Task Replayed_IsAnsweredAndKeptOnce()
    {
        var told = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => TellAsync("evt_1", "order-1-1"))
        );

        Assert.All(told, status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, await CountEventsAsync());
        Assert.Equal(1, await FollowAsync());
        Assert.Equal(HttpStatusCode.OK, await TellAsync("evt_1", "order-1-1"));
        Assert.Equal(0, await FollowAsync());
    }

    [Theory]
    [InlineData("somebody-elses")]
    [InlineData("order-999999-1")]
    [InlineData("refund-999999")]
    [InlineData("")]
    public async Task EventOfSomethingElse_IsTakenAndDoesNothing(string key)
    {
        Assert.Equal(HttpStatusCode.OK, await TellAsync("evt_1", key));
        Assert.Equal(1, await FollowAsync());
    }

    [Fact]
    public async Task WithoutASecret_ThereIsNoSuchAddress()
    {
        await using var web = new TestWeb(Portal);
        using var caller = web.Browser();

        using var answer = await caller.PostAsync(
            new Uri("/webhooks/stripe", UriKind.Relative),
            new ByteArrayContent(Event("evt_1", "order-1-1"))
        );

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task ThreeInTenLost_TheRestTwiceAndInAnyOrder_AllArePaidOnce()
    {
        var keys = await BeginAsync(30);
        foreach (var key in keys)
        {
            _stripe.Pay(key);
        }

        var chance = new Random(7);
        var told = keys.Where((_, i) => i % 10 >= 3).ToList();
        var twice = told.Concat(told).ToArray();
        chance.Shuffle(twice);
        foreach (var key in twice)
        {
            Assert.Equal(HttpStatusCode.OK, await TellAsync($"evt_{key}", key));
        }

        await FollowAsync();
        await PumpAsync();
        Assert.Equal(21, await CountOrdersAsync("completed"));

        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal(30, await CountOrdersAsync("completed"));
        Assert.All(_stripe.Sessions, s => Assert.Equal(1, s.Charges));
    }

    [Fact]
    public async Task AnswerFromBeforeTheEvent_IsNotTaken()
    {
        var keys = await BeginAsync(1);
        await ComeDueAsync();
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stripe.OnLook = async _ =>
        {
            looked.TrySetResult();
            await goOn.Task;
        };
        var late = Task.Run(PumpAsync);
        await looked.Task;
        _stripe.OnLook = _ => Task.CompletedTask;

        _stripe.Pay(keys[0]);
        await TellAsync("evt_1", keys[0]);
        await FollowAsync();
        goOn.SetResult();
        Assert.Equal(1, (await late).End.Lost);
        await PumpAsync();

        Assert.Equal(1, await CountOrdersAsync("completed"));
        Assert.Equal(1, _stripe.Of(keys[0]).Charges);
    }

    /// <summary>Orders that wait for their buyers; answers their keys at Stripe.</summary>
    private async Task<IReadOnlyList<string>> BeginAsync(int count)
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", count);
        var orders = await seed.AddOrdersAsync(count, _ => [(product, 1)]);
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
        return [.. orders.Select(o => $"order-{o}-1")];
    }

    private static byte[] Event(string id, string key) =>
        Encoding.UTF8.GetBytes(
            $$$$$"""
            {"id":"{{{{{id}}}}}","object":"event","type":"checkout.session.completed","created":1772366400,
             "data":{"object":{"id":"cs_test_1","object":"checkout.session","client_reference_id":"{{{{{key}}}}}",
               "metadata":{"portal_key":"{{{{{key}}}}}"}}}}
            """
        );

    private Task<HttpStatusCode> TellAsync(string id, string key, string secret = Secret)
    {
        var body = Event(id, key);
        return PostAsync(body, StripeSignature.Of(body, secret, Portal.Clock.GetUtcNow()));
    }

    private async Task<HttpStatusCode> PostAsync(byte[] body, string? signature)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri("/webhooks/stripe", UriKind.Relative)
        )
        {
            Content = new ByteArrayContent(body),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        }

        using var answer = await _caller.SendAsync(request);
        return answer.StatusCode;
    }

    private async Task<int> FollowAsync()
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<FollowWebhooks>().HandleAsync(default);
    }

    private async Task<PumpedBatch> PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<OrderPump>().PumpOverdueAsync(default);
    }

    private Task ComeDueAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE orders.orders SET leased_until = clock_timestamp() WHERE status = 'paying'"
        );

    private Task<long> CountEventsAsync() =>
        Portal.AdminScalarAsync<long>("SELECT count(*) FROM payments.webhook_events");

    private Task<long> CountOrdersAsync(string status) =>
        Portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM orders.orders WHERE status = '{status}'"
        );
}
