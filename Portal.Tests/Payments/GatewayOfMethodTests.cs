using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Orders.Checkout;

namespace Portal.Tests.Payments;

/// <summary>Ways to pay that name a gateway of their own.</summary>
public sealed class GatewayOfMethodTests : CheckoutTests
{
    private readonly HookedGateway _other = new("other");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Portal.AdminScalarAsync<int>(
            "UPDATE payments.methods SET gateway = 'other', max_minor = NULL WHERE code = 'voucher'"
        );
    }

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.AddKeyedSingleton<IPaymentGateway>("other", _other);
    }

    [Fact]
    public async Task OneBatch_ChargesEachOrderAtItsGateway_AndGivesBackThere()
    {
        var card = await PlaceAsync("card");
        var voucher = await PlaceAsync("voucher");

        await PumpAsync();

        Assert.Equal([$"order-{card}-1"], Gateway.Charged);
        Assert.Equal([$"order-{voucher}-1"], _other.Charged);
        Assert.Equal(
            ["hooked", "other"],
            await Portal.AdminScalarAsync<string[]>(
                "SELECT array_agg(gateway::text ORDER BY order_id) FROM payments.attempts WHERE status = 'captured'"
            ) ?? []
        );
        await Portal.GrantRefundAsync(card, 100);
        await Portal.GrantRefundAsync(voucher, 200);
        await using var scope = Portal.Scope();
        Assert.Equal(2, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Sent);
        Assert.Single(Gateway.Refunded);
        Assert.Single(_other.Refunded);
    }

    [Fact]
    public async Task GatewayThatIsNotConfigured_LeavesTheOrderPaying()
    {
        await Portal.AdminScalarAsync<int>("UPDATE payments.methods SET gateway = 'gone'");
        var order = await PlaceAsync("card");

        await PumpAsync();

        Assert.Empty(Gateway.Charged);
        Assert.Equal(
            "paying",
            await Portal.AdminScalarAsync<string>(
                $"SELECT status FROM orders.orders WHERE id = {order}"
            )
        );
    }

    private async Task<long> PlaceAsync(string method)
    {
        var body = TestShop
            .Order((Lamp, 1))
            .Replace("\"card\"", $"\"{method}\"", StringComparison.Ordinal);
        var placed = await Shop.DoneAsync("POST", "orders", body, Guid.NewGuid().ToString());
        return placed.GetProperty("order_id").GetInt64();
    }

    private async Task PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
    }
}
