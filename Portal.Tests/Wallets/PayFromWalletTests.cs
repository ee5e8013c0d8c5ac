using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Orders.Checkout;
using Portal.Tests.Settlement;

namespace Portal.Tests.Wallets;

/// <summary>Orders paid with the wallet, from checkout to escrow and back.</summary>
public sealed class PayFromWalletTests : PortalTests
{
    private TestWeb _web = null!;
    private TestShop _shop = null!;
    private PaidOrders _orders = null!;
    private string _customer = "";
    private WalletId _wallet;
    private long _lamp;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal);
        _shop = await TestShop.OpenAsync(Portal, _web);
        _orders = new PaidOrders(Portal);
        _customer = await Portal.AddCustomerAsync();
        _wallet = await Portal.OpenWalletAsync(_customer);
        _lamp = await new OrderSeed(Portal).AddProductAsync("LAMP", 100);
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO payments.methods (tenant_id, code, name, country, currency, gateway, min_minor, max_minor, fee_minor,
                fee_basis_points, position, is_active)
            VALUES ({Portal.Tenant.Value}, 'wallet', 'Wallet', 'GB', 'GBP', 'wallet', 1, NULL, 0, 0, 3, true)
            """
        );
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>A lamp is 10.00, its delivery 4.99.</summary>
    [Fact]
    public async Task Order_IsPaidWithTheWallet_AndTheMoneyIsInEscrow()
    {
        await Portal.CreditAsync(_wallet, 2_000);
        var order = await PlaceAsync();

        await PumpAsync();
        await _orders.ReadEventsAsync();

        Assert.Equal("completed", await StatusAsync(order));
        Assert.Equal(501, await BalanceAsync());
        Assert.Equal(1_499, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task TooLittleInTheWallet_IsDeclinedWithItsOwnCode_AndNothingMoves()
    {
        await Portal.CreditAsync(_wallet, 1_498);
        var order = await PlaceAsync();

        await PumpAsync();

        Assert.Equal("failed", await StatusAsync(order));
        Assert.Equal(
            "insufficient_balance",
            await Portal.AdminScalarAsync<string>(
                $"SELECT decline_code FROM payments.attempts WHERE order_id = {order}"
            )
        );
        Assert.Equal(1_498, await BalanceAsync());
    }

    [Fact]
    public async Task TwentyOrdersAtOnce_NeverOverdraw()
    {
        await Portal.CreditAsync(_wallet, 5_000);
        var orders = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            orders.Add(await PlaceAsync());
        }

        await PumpAsync();

        Assert.Equal(
            3,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM orders.orders WHERE status = 'completed'"
            )
        );
        Assert.Equal(
            17,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM payments.attempts WHERE decline_code = 'insufficient_balance'"
            )
        );
        Assert.Equal(503, await BalanceAsync());
    }

    [Fact]
    public async Task SameChargeTwentyTimesAtOnce_TakesTheMoneyOnce()
    {
        await Portal.CreditAsync(_wallet, 5_000);
        var charge = await StartAsync(await PlaceAsync());
        var gateway = Gateway();

        Assert.Equal(GatewayVerdict.NeverSeen, (await gateway.FindAsync(charge, default)).Verdict);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(() => gateway.ChargeAsync(charge, default)))
        );

        Assert.All(answers, a => Assert.Equal(GatewayVerdict.Captured, a.Verdict));
        Assert.Equal(GatewayVerdict.Captured, (await gateway.FindAsync(charge, default)).Verdict);
        Assert.Equal(3_501, await BalanceAsync());
    }

    [Fact]
    public async Task ChargeOfAnAttemptThatEnded_TakesNothing()
    {
        await Portal.CreditAsync(_wallet, 5_000);
        var charge = await StartAsync(await PlaceAsync());
        await Portal.AdminScalarAsync<int>(
            "UPDATE payments.attempts SET status = 'declined', answered_at = now()"
        );

        var late = await Gateway().ChargeAsync(charge, default);

        Assert.Equal(GatewayVerdict.NeverSeen, late.Verdict);
        Assert.Equal(5_000, await BalanceAsync());
    }

    [Fact]
    public async Task RefundTheWayItWasPaid_IsBackInTheWalletOnce()
    {
        await Portal.CreditAsync(_wallet, 2_000);
        var order = await PlaceAsync();
        await PumpAsync();
        await using var scope = Portal.Scope();
        var granted = await scope
            .Get<GrantRefund>()
            .HandleAsync(
                new GrantRefundCommand(
                    new OrderId(order),
                    "request",
                    [],
                    TestWallets.Gbp(400),
                    RefundBearer.Seller,
                    "Arrived broken"
                ),
                default
            );
        Assert.False(granted.Failed);

        Assert.Equal(1, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Sent);
        Assert.Equal(0, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Asked);

        Assert.Equal(901, await BalanceAsync());
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        await _orders.ReadEventsAsync();
    }

    private async Task<long> PlaceAsync()
    {
        var order = TestShop
            .Order((_lamp, 1))
            .Replace(
                "\"payment_method\":\"card\"",
                $"\"payment_method\":\"wallet\",\"customer_reference\":\"{_customer}\"",
                StringComparison.Ordinal
            );
        return (await _shop.DoneAsync("POST", "orders", order)).GetProperty("order_id").GetInt64();
    }

    private async Task PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
    }

    /// <summary>The order's attempt is written down, as the workflow does before it asks.</summary>
    private async Task<ChargeRequest> StartAsync(long order)
    {
        var key = FormattableString.Invariant($"order-{order}-1");
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway, created_at)
            VALUES ({Portal.Tenant.Value}, {order}, 1, '{key}', 1499, 'GBP', 'created', 'wallet', now())
            """
        );
        return new ChargeRequest(
            Portal.Tenant,
            order,
            key,
            TestWallets.Gbp(1_499),
            null,
            TimeSpan.Zero
        );
    }

    private IPaymentGateway Gateway() =>
        Portal.Services.GetRequiredKeyedService<IPaymentGateway>(WalletGateway.GatewayName);

    private async Task<long> BalanceAsync() =>
        (await Portal.FindWalletAsync(_wallet)).Balance.Minor;

    private Task<string?> StatusAsync(long order) =>
        Portal.AdminScalarAsync<string>($"SELECT status FROM orders.orders WHERE id = {order}");
}
