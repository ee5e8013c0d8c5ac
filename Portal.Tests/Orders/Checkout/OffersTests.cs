namespace Portal.Tests.Orders.Checkout;

/// <summary>What is for sale.</summary>
public sealed class OffersTests : CheckoutTests
{
    [Fact]
    public async Task Products_AreSearchedSortedAndPaged()
    {
        await new OrderSeed(Portal).AddProductAsync("LANTERN", 0);
        await new OrderSeed(Portal).AddProductAsync("MUG", 3);

        var found = await Shop.DoneAsync("GET", "products?search=la&sort=name&per_page=1&page=2");
        var inStock = await Shop.DoneAsync("GET", "products?in_stock=true");

        Assert.Equal(
            "LANTERN",
            Assert.Single(found.EnumerateArray()).GetProperty("sku").GetString()
        );
        Assert.Equal(2, inStock.GetArrayLength());
    }
}
