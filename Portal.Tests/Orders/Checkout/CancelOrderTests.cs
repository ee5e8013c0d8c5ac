using Portal.Core.Orders.Workflow;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>Until when a buyer may call an order off.</summary>
public sealed class CancelOrderTests : CheckoutTests
{
    [Fact]
    public async Task Cancel_OfAPendingOrder_EndsItAndTheWorkflowLeavesIt()
    {
        var placed = await Shop.DoneAsync("POST", "orders", TestShop.Order((Lamp, 1)));
        var order = placed.GetProperty("order_id").GetInt64();

        await Shop.DoneAsync("POST", $"orders/{order}/cancel");
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var shown = (await Shop.DoneAsync("GET", $"orders/{order}")).GetProperty("order");
        Assert.Equal("cancelled", shown.GetProperty("status").GetString());
        Assert.Equal(
            (409, "checkout.not_cancellable"),
            await Shop.RefusedAsync("POST", $"orders/{order}/cancel")
        );
    }

    [Fact]
    public async Task Cancel_OfAPaidOrder_IsRefused()
    {
        var placed = await Shop.DoneAsync("POST", "orders", TestShop.Order((Lamp, 1)));
        var order = placed.GetProperty("order_id").GetInt64();
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var (status, code) = await Shop.RefusedAsync("POST", $"orders/{order}/cancel");

        Assert.Equal((409, "checkout.not_cancellable"), (status, code));
    }
}
