using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments.Stripe;

/// <summary>Buyers who call an order off that waits for them to pay at Stripe: it is cancelled or paid, never both.</summary>
public sealed class CancelWaitingOrderTests : PortalTests
{
    private CheckoutStub _stripe = null!;
    private DyingGateway _gateway = null!;
    private long _order;
    private string _key = "";

    public override async ValueTask InitializeAsync()
    {
        _stripe = await CheckoutStub.StartAsync();
        _gateway = new DyingGateway(new StripeGateway(_stripe.ToOptions()));
        await base.InitializeAsync();
        var seed = new OrderSeed(Portal);
        _order = await seed.AddOrderAsync((await seed.AddProductAsync("MUG", 5), 2));
        _key = $"order-{_order}-1";
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway).Patiently();

    [Fact]
    public async Task Cancel_ClosesTheCheckoutFirst_AndFreesTheStock()
    {
        var cancelled = await CancelAsync();

        Assert.Equal(OrderStatus.Cancelled, cancelled.Value.Status);
        Assert.Equal("expired", _stripe.Of(_key).Status);
        Assert.Equal("cancelled declined", await StateAsync());
        Assert.Equal(0, await CountAsync("inventory.holds"));
        Assert.Equal(
            [
                "order.payment_waiting",
                "order.called_off",
                "order.payment_declined",
                "order.cancelled",
            ],
            await Portal.AdminScalarAsync<string[]>(
                $"SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_id = {_order} AND kind NOT IN ('order.placed', 'order.reserved')"
            ) ?? []
        );
    }

    [Fact]
    public async Task BuyerQuicker_HasPaid_AndIsToldSo()
    {
        _stripe.OnClose = _stripe.Pay;

        Assert.Equal(CheckoutErrors.PaidMeanwhile, (await CancelAsync()).Error);

        Assert.Equal("completed captured", await StateAsync());
        Assert.Equal(1, _stripe.Of(_key).Charges);
    }

    [Fact]
    public async Task StripeAway_IsNotGuessed_AndIsCancelledOnceItAnswers()
    {
        _stripe.OnLook = _ => throw new InvalidOperationException("Stripe is on fire.");

        Assert.Equal(CheckoutErrors.CancelUnderWay, (await CancelAsync()).Error);
        Assert.Equal("paying unknown", await StateAsync());
        Assert.Equal(2, await CountAsync("inventory.holds WHERE quantity = 2", "sum(quantity)"));

        _stripe.OnLook = _ => Task.CompletedTask;
        await PumpAsync();
        Assert.Equal("cancelled declined", await StateAsync());
        Assert.Equal(0, await CountAsync("inventory.holds"));
    }

    [Fact]
    public async Task StripeAway_BuyerPaysMeanwhile_OrderGoesOn()
    {
        _stripe.OnLook = _ => throw new InvalidOperationException("Stripe is on fire.");
        Assert.Equal(CheckoutErrors.CancelUnderWay, (await CancelAsync()).Error);

        _stripe.Pay(_key);
        _stripe.OnLook = _ => Task.CompletedTask;
        await PumpAsync();

        Assert.Equal("completed captured", await StateAsync());
        Assert.Equal(CheckoutErrors.PaidMeanwhile, (await CancelAsync()).Error);
    }

    [Fact]
    public async Task KilledAfterClosing_IsCancelledByWhoeverAsksNext_AndTheRepeatedCallIsAnswered()
    {
        _gateway.DiesAfterClosing = true;
        await Assert.ThrowsAsync<WorkerDiedException>(CancelAsync);
        Assert.Equal("paying waiting", await StateAsync());
        Assert.Equal("expired", _stripe.Of(_key).Status);

        _gateway.DiesAfterClosing = false;
        await PumpAsync();
        Assert.Equal("cancelled declined", await StateAsync());

        Assert.Equal(OrderStatus.Cancelled, (await CancelAsync()).Value.Status);
        Assert.Equal(
            1,
            await CountAsync($"events.log WHERE kind = 'order.cancelled' AND subject_id = {_order}")
        );
    }

    [Fact]
    public async Task TwentyAtOnce_CancelOnce()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(CancelAsync))
        );

        Assert.All(
            answers.Where(a => a.Failed),
            a => Assert.Equal(CheckoutErrors.CancelUnderWay, a.Error)
        );
        await PumpAsync();
        Assert.Equal("cancelled declined", await StateAsync());
        Assert.Equal(
            1,
            await CountAsync($"events.log WHERE kind = 'order.cancelled' AND subject_id = {_order}")
        );
    }

    [Fact]
    public async Task OfAnotherTenant_IsNotFound_AndGoesOnWaiting()
    {
        var (south, _) = await Portal.AddTenantAsync("south");

        Assert.Equal(OrderErrors.NotFound, (await CancelAsync(south)).Error);

        Assert.Equal("paying waiting", await StateAsync());
        Assert.Equal("open", _stripe.Of(_key).Status);
    }

    private Task<Result<CancelledOrder>> CancelAsync() => CancelAsync(Portal.Tenant);

    private async Task<Result<CancelledOrder>> CancelAsync(TenantId tenant)
    {
        await using var scope = Portal.Scope(tenant);
        return await scope
            .Get<CancelOrder>()
            .HandleAsync(new CancelOrderCommand(new OrderId(_order)), default);
    }

    /// <summary>It is time to ask again.</summary>
    private async Task PumpAsync()
    {
        await Portal.AdminScalarAsync<int>(
            "UPDATE orders.orders SET leased_until = clock_timestamp() WHERE status = 'paying'"
        );
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpOverdueAsync(default);
    }

    private async Task<string?> StateAsync() =>
        await Portal.AdminScalarAsync<string>(
            $"SELECT o.status || ' ' || a.status FROM orders.orders o JOIN payments.attempts a ON a.order_id = o.id WHERE o.id = {_order}"
        );

    private Task<long> CountAsync(string from, string what = "count(*)") =>
        Portal.AdminScalarAsync<long>($"SELECT {what}::bigint FROM {from}");
}
