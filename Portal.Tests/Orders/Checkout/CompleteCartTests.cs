using System.Globalization;
using System.Net;
using Portal.Core.Orders.Workflow;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>From a filled cart to a paid order, and everything that can be in the way.</summary>
public sealed class CompleteCartTests : CheckoutTests
{
    [Fact]
    public async Task CompletedCart_IsPaidByTheWorkflowAndShownWithItsBreakdown()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        using var completed = await Shop.CompleteAsync(cart);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var order = await Portal.AdminScalarAsync<long>("SELECT max(id) FROM orders.orders");
        var shown = (await Shop.DoneAsync("GET", $"orders/{order}")).GetProperty("order");
        // 20.00 of goods and 4.99 of delivery; 0.20 and 1.5 % of it is 0.57; a sixth of all is tax.
        Assert.Equal(25.56m, shown.GetProperty("total_amount").GetDecimal());
        Assert.Equal(4.99m, shown.GetProperty("delivery_amount").GetDecimal());
        Assert.Equal(0.57m, shown.GetProperty("fee_amount").GetDecimal());
        Assert.Equal(4.26m, shown.GetProperty("tax_amount").GetDecimal());
        Assert.Equal("completed", shown.GetProperty("status").GetString());
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"order-{order}-1"),
            Assert.Single(Gateway.Charged)
        );
    }

    [Fact]
    public async Task Complete_TwentyIdenticalClicksAtOnce_IsOneOrder()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Shop.CompleteAsync(cart, "click"))
        );

        Assert.All(
            answers,
            a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict)
        );
        var done = answers.Where(a => a.StatusCode is HttpStatusCode.OK);
        var bodies = await Task.WhenAll(done.Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await Shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Complete_TwentyClicksWithKeysOfTheirOwn_IsOneOrder()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Shop.CompleteAsync(cart))
        );

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        var refused = answers.Where(a => a.StatusCode is not HttpStatusCode.OK);
        Assert.Equal(
            ["checkout.cart_completed"],
            (await Task.WhenAll(refused.Select(TestShop.CodeAsync))).Distinct(
                StringComparer.Ordinal
            )
        );
        Assert.Equal(1, await Shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Complete_WithoutKey_IsRefused()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        var (status, _) = await Shop.RefusedAsync("POST", $"carts/{cart}/complete");

        Assert.Equal(400, status);
        Assert.Equal(0, await Shop.CountOrdersAsync());
    }

    [Theory]
    [InlineData("UPDATE catalog.products SET price_minor = 1200", 409, "checkout.price_changed")]
    [InlineData(
        "UPDATE orders.delivery_options SET price_minor = 9900",
        409,
        "checkout.total_changed"
    )]
    [InlineData("UPDATE payments.methods SET fee_minor = 100", 409, "checkout.total_changed")]
    [InlineData(
        "UPDATE inventory.stock_items SET on_hand = 1, sold = 49; INSERT INTO inventory.movements (tenant_id, product_id, "
            + "quantity, reason, at) SELECT tenant_id, product_id, -49, 'sold', now() FROM inventory.stock_items",
        409,
        "checkout.out_of_stock"
    )]
    [InlineData(
        "UPDATE catalog.products SET status = 'archived'",
        422,
        "checkout.product_inactive"
    )]
    [InlineData("UPDATE tenancy.sellers SET is_active = false", 422, "checkout.product_inactive")]
    [InlineData("UPDATE catalog.products SET currency = 'EUR'", 422, "checkout.wrong_currency")]
    [InlineData("UPDATE orders.carts SET expires_at = '2000-01-01'", 409, "checkout.cart_expired")]
    [InlineData(
        "UPDATE orders.delivery_options SET is_active = false",
        422,
        "checkout.delivery_missing"
    )]
    [InlineData("UPDATE payments.methods SET is_active = false", 422, "checkout.payment_missing")]
    [InlineData("UPDATE payments.methods SET max_minor = 100", 422, "checkout.payment_unavailable")]
    [InlineData("DELETE FROM orders.cart_lines", 422, "checkout.cart_empty")]
    public async Task Complete_WhenSomethingChangedSince_SaysWhatAndMovesNothing(
        string change,
        int status,
        string code
    )
    {
        var cart = await Shop.FillCartAsync(Lamp);
        await Portal.AdminScalarAsync<int>(change);

        var refused = await Shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "once");

        Assert.Equal((status, code), refused);
        Assert.Equal(0, await Shop.CountOrdersAsync());
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM orders.carts WHERE order_id IS NULL"
            )
        );
    }

    [Fact]
    public async Task Complete_AfterTheNewPriceWasAccepted_Succeeds()
    {
        var cart = await Shop.FillCartAsync(Lamp);
        await Portal.AdminScalarAsync<int>("UPDATE catalog.products SET price_minor = 1200");
        await Shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "first");

        await Shop.DoneAsync("PUT", $"carts/{cart}/lines/{Lamp}", """{"quantity":2}""");
        var placed = await Shop.DoneAsync("POST", $"carts/{cart}/complete", key: "second");

        Assert.Equal(24.00m, placed.GetProperty("totals").GetProperty("items").GetDecimal());
    }
}
