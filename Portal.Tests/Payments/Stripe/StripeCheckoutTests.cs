using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments.Stripe;

/// <summary>Orders whose buyers pay at Stripe.</summary>
public sealed class StripeCheckoutTests : PortalTests
{
    private CheckoutStub _stripe = null!;
    private OrderSeed _seed = null!;
    private long _product;

    public override async ValueTask InitializeAsync()
    {
        _stripe = await CheckoutStub.StartAsync();
        await base.InitializeAsync();
        _seed = new OrderSeed(Portal);
        _product = await _seed.AddProductAsync("MUG", 100_000);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new StripeGateway(_stripe.ToOptions())).Patiently();

    [Fact]
    public async Task Order_WaitsForItsBuyer_AndIsCompletedOnceTheyPaid()
    {
        var (order, key) = await BeginAsync();

        Assert.Equal("paying waiting", await StateAsync(order));
        Assert.Equal($"https://shop.example/orders/{order}", _stripe.Of(key).ReturnUrl);
        Assert.Equal(
            $"https://checkout.stripe.com/c/pay/cs_test_{key}",
            await OfAttemptAsync("payment_url")
        );
        Assert.Equal(0, (await PumpAsync()).Claimed);

        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("paying waiting", await StateAsync(order));

        _stripe.Pay(key);
        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync(order));
        Assert.Equal($"ch_{key}", await OfAttemptAsync("gateway_reference"));
        Assert.Equal(1, _stripe.Of(key).Charges);
        Assert.Equal(
            ["order.payment_waiting", "order.payment_captured"],
            await Portal.AdminScalarAsync<string[]>(
                $"SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_id = {order} AND kind LIKE 'order.payment\\_%'"
            ) ?? []
        );
    }

    [Fact]
    public async Task AnswerLostOnTheWay_IsTheSameCheckoutWhenAskedAgain()
    {
        _stripe.OnBegin = () => false;
        var (order, key) = await BeginAsync();
        Assert.Equal("paying unknown", await StateAsync(order));

        _stripe.OnBegin = () => true;
        await ComeDueAsync();
        await PumpAsync();

        Assert.Equal("paying waiting", await StateAsync(order));
        Assert.Single(_stripe.Sessions);
        _stripe.Pay(key);
        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync(order));
        Assert.Equal(1, _stripe.Of(key).Charges);
    }

    [Fact]
    public async Task BuyerTooLate_IsDeclinedOnlyAfterTheCheckoutIsClosed()
    {
        var (order, key) = await BeginAsync();

        await LetTimePassAsync();
        await PumpAsync();

        Assert.Equal("expired", _stripe.Of(key).Status);
        Assert.Equal("failed declined", await StateAsync(order));
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM inventory.holds")
        );
    }

    [Fact]
    public async Task StripeNotReachedInTime_IsDeclined_BecauseNobodyHadAnAddressToPayAt()
    {
        _stripe.OnBegin = () => false;
        var (order, key) = await BeginAsync();

        await LetTimePassAsync();
        await PumpAsync();

        Assert.Equal("failed declined", await StateAsync(order));
        Assert.Equal(0, _stripe.Of(key).Charges);
    }

    [Fact]
    public async Task BuyerWhoPaysWhileItIsBeingClosed_HasPaid()
    {
        var (order, key) = await BeginAsync();
        _stripe.OnClose = _stripe.Pay;

        await LetTimePassAsync();
        await PumpAsync();

        Assert.Equal("completed captured", await StateAsync(order));
        Assert.Equal(1, _stripe.Of(key).Charges);
    }

    [Fact]
    public async Task OtherAmount_IsNotTaken_AndLeftToAPerson()
    {
        var (order, key) = await BeginAsync();
        _stripe.Of(key).OtherAmount = 999;
        _stripe.Pay(key);

        await ComeDueAsync();
        await PumpAsync();

        Assert.Equal("paying unknown", await StateAsync(order));
        Assert.Contains(
            "another amount",
            await OfAttemptAsync("message"),
            StringComparison.Ordinal
        );
        // What a person did about it at Stripe is seen the next time
        _stripe.Of(key).OtherAmount = null;
        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync(order));
    }

    [Fact]
    public async Task RefusedByStripe_IsDeclinedWithItsReason()
    {
        var order = await _seed.AddOrderAsync((_product, 100_000));

        await PumpAsync();

        Assert.Equal("failed declined", await StateAsync(order));
        Assert.Equal("amount_too_large", await OfAttemptAsync("decline_code"));
        Assert.Empty(_stripe.Sessions);
    }

    [Fact]
    public async Task StripeAway_LeavesTheOrderUnknown()
    {
        var (order, key) = await BeginAsync();
        _stripe.Pay(key);
        _stripe.OnLook = _ => throw new InvalidOperationException("Stripe is on fire.");

        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("paying unknown", await StateAsync(order));

        _stripe.OnLook = _ => Task.CompletedTask;
        await ComeDueAsync();
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync(order));
    }

    private async Task<(long Order, string Key)> BeginAsync()
    {
        var order = await _seed.AddOrderAsync((_product, 1));
        await PumpAsync();
        return (order, $"order-{order}-1");
    }

    private async Task<PumpedBatch> PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        var pump = scope.Get<OrderPump>();
        var pending = await pump.PumpPendingAsync(default);
        return pending.Claimed > 0 ? pending : await pump.PumpOverdueAsync(default);
    }

    private Task ComeDueAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE orders.orders SET leased_until = clock_timestamp() WHERE status = 'paying'"
        );

    private async Task LetTimePassAsync()
    {
        await Portal.AdminScalarAsync<int>(
            "UPDATE payments.attempts SET created_at = created_at - interval '61 minutes'"
        );
        await ComeDueAsync();
    }

    private async Task<string?> StateAsync(long order) =>
        await Portal.AdminScalarAsync<string>(
            $"SELECT o.status || ' ' || a.status FROM orders.orders o JOIN payments.attempts a ON a.order_id = o.id WHERE o.id = {order}"
        );

    private Task<string?> OfAttemptAsync(string column) =>
        Portal.AdminScalarAsync<string>($"SELECT {column} FROM payments.attempts");
}
