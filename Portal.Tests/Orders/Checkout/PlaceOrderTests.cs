using System.Text.Json.Nodes;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>An order in one call.</summary>
public sealed class PlaceOrderTests : CheckoutTests
{
    [Fact]
    public async Task Order_OfSeveralShops_SplitsDeliveryAndFeeToTheLastCent()
    {
        var second = await Portal.AddSellerAsync("second");
        var third = await Portal.AddSellerAsync("third");
        var vase = await new OrderSeed(Portal, seller: second).AddProductAsync("VASE", 5);
        var mug = await new OrderSeed(Portal, seller: third).AddProductAsync("MUG", 5);

        await Shop.DoneAsync("POST", "orders", TestShop.Order((Lamp, 1), (vase, 1), (mug, 1)));

        var parts = await Portal.AdminScalarAsync<string>(
            "SELECT string_agg(delivery_minor || '+' || fee_minor, ' ' ORDER BY seller_id) FROM orders.seller_parts"
        );
        Assert.Equal("167+24 166+24 166+24", parts);
    }

    [Fact]
    public async Task Customer_WithoutANumber_IsTheSameForTheSameEmailAndDoesNotShowIt()
    {
        await Shop.DoneAsync("POST", "orders", TestShop.Order((Lamp, 1)));
        await Shop.DoneAsync("POST", "orders", TestShop.Order((Lamp, 2)));

        var reference = await Portal.AdminScalarAsync<string>(
            "SELECT string_agg(reference, ' ') FROM orders.customers"
        );
        Assert.Matches("^M-[0-9a-f]{16}$", reference);
    }

    [Theory]
    [InlineData("delivery_option", "\"pigeon\"", "checkout.delivery_unavailable")]
    [InlineData("payment_method", "\"shells\"", "checkout.payment_unavailable")]
    [InlineData("payment_method", "\"voucher\"", "checkout.payment_unavailable")]
    [InlineData("currency", "\"EUR\"", "checkout.delivery_unavailable")]
    [InlineData("currency", "\"XYZ\"", "invalid_input")]
    [InlineData("address", "null", "invalid_input")]
    [InlineData("lines", "[]", "invalid_input")]
    public async Task OneCallOrder_WithAChoiceThatIsNotOffered_IsRefused(
        string field,
        string value,
        string code
    )
    {
        var order = JsonNode.Parse(TestShop.Order((Lamp, 2)))!;
        order[field] = JsonNode.Parse(value);

        var refused = await Shop.RefusedAsync("POST", "orders", order.ToJsonString());

        Assert.Equal(code, refused.Code);
        Assert.Equal(0, await Shop.CountOrdersAsync());
    }
}
