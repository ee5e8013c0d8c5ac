using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>From an empty cart to a paid order over http, and everything that can be in the way.</summary>
public sealed class CheckoutTests : PortalTests
{
    private TestWeb _web = null!;
    private TestShop _shop = null!;
    private readonly HookedGateway _gateway = new();
    private long _lamp;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal);
        _shop = await TestShop.OpenAsync(Portal, _web);
        _lamp = await new OrderSeed(Portal).AddProductAsync("LAMP", 50);
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    [Fact]
    public async Task CompletedCart_IsPaidByTheWorkflowAndShownWithItsBreakdown()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        using var completed = await _shop.CompleteAsync(cart);
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var order = await Portal.AdminScalarAsync<long>("SELECT max(id) FROM orders.orders");
        var shown = (await _shop.DoneAsync("GET", $"orders/{order}")).GetProperty("order");
        // 20.00 of goods and 4.99 of delivery; 0.20 and 1.5 % of it is 0.57; a sixth of all is tax.
        Assert.Equal(25.56m, shown.GetProperty("total_amount").GetDecimal());
        Assert.Equal(4.99m, shown.GetProperty("delivery_amount").GetDecimal());
        Assert.Equal(0.57m, shown.GetProperty("fee_amount").GetDecimal());
        Assert.Equal(4.26m, shown.GetProperty("tax_amount").GetDecimal());
        Assert.Equal("completed", shown.GetProperty("status").GetString());
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"order-{order}-1"),
            Assert.Single(_gateway.Charged)
        );
    }

    [Fact]
    public async Task Complete_OfSeveralShops_SplitsDeliveryAndFeeToTheLastCent()
    {
        var second = await Portal.AddSellerAsync("second");
        var third = await Portal.AddSellerAsync("third");
        var vase = await new OrderSeed(Portal, seller: second).AddProductAsync("VASE", 5);
        var mug = await new OrderSeed(Portal, seller: third).AddProductAsync("MUG", 5);

        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1), (vase, 1), (mug, 1)));

        var parts = await Portal.AdminScalarAsync<string>(
            "SELECT string_agg(delivery_minor || '+' || fee_minor, ' ' ORDER BY seller_id) FROM orders.seller_parts"
        );
        Assert.Equal("167+24 166+24 166+24", parts);
    }

    [Fact]
    public async Task Customer_WithoutANumber_IsTheSameForTheSameEmailAndDoesNotShowIt()
    {
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)));
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 2)));

        var reference = await Portal.AdminScalarAsync<string>(
            "SELECT string_agg(reference, ' ') FROM orders.customers"
        );
        Assert.Matches("^M-[0-9a-f]{16}$", reference);
    }

    [Fact]
    public async Task Complete_TwentyIdenticalClicksAtOnce_IsOneOrder()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _shop.CompleteAsync(cart, "click"))
        );

        Assert.All(
            answers,
            a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict)
        );
        var done = answers.Where(a => a.StatusCode is HttpStatusCode.OK);
        var bodies = await Task.WhenAll(done.Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Complete_TwentyClicksWithKeysOfTheirOwn_IsOneOrder()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _shop.CompleteAsync(cart))
        );

        Assert.Single(answers, a => a.StatusCode is HttpStatusCode.OK);
        var refused = answers.Where(a => a.StatusCode is not HttpStatusCode.OK);
        Assert.Equal(
            ["checkout.cart_completed"],
            (await Task.WhenAll(refused.Select(TestShop.CodeAsync))).Distinct(
                StringComparer.Ordinal
            )
        );
        Assert.Equal(1, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Complete_WithoutKey_IsRefused()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var (status, _) = await _shop.RefusedAsync("POST", $"carts/{cart}/complete");

        Assert.Equal(400, status);
        Assert.Equal(0, await _shop.CountOrdersAsync());
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
        var cart = await _shop.FillCartAsync(_lamp);
        await Portal.AdminScalarAsync<int>(change);

        var refused = await _shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "once");

        Assert.Equal((status, code), refused);
        Assert.Equal(0, await _shop.CountOrdersAsync());
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
        var cart = await _shop.FillCartAsync(_lamp);
        await Portal.AdminScalarAsync<int>("UPDATE catalog.products SET price_minor = 1200");
        await _shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "first");

        await _shop.DoneAsync("PUT", $"carts/{cart}/lines/{_lamp}", """{"quantity":2}""");
        var placed = await _shop.DoneAsync("POST", $"carts/{cart}/complete", key: "second");

        Assert.Equal(24.00m, placed.GetProperty("totals").GetProperty("items").GetDecimal());
    }

    [Fact]
    public async Task CartCalls_WithBadInput_AreRefusedAndLeaveTheCartEmpty()
    {
        (string Method, string Path, string Body, int Status)[] calls =
        [
            ("POST", "lines", """{"lines":[{"product_id":{lamp},"quantity":0}]}""", 400),
            ("POST", "lines", """{"lines":[{"product_id":{lamp},"quantity":-1}]}""", 400),
            (
                "POST",
                "lines",
                """{"lines":[{"product_id":{lamp},"quantity":1099511627776}]}""",
                400
            ),
            (
                "POST",
                "lines",
                """{"lines":[{"product_id":{lamp},"quantity":99999999999999999999}]}""",
                400
            ),
            ("POST", "lines", """{"lines":[{"product_id":{lamp},"quantity":1.5}]}""", 400),
            ("POST", "lines", """{"lines":[{"product_id":{lamp},"quantity":"two"}]}""", 400),
            ("POST", "lines", """{"lines":[{"product_id":{lamp}}]}""", 400),
            ("POST", "lines", """{"lines":[null]}""", 400),
            ("POST", "lines", """{"lines":[]}""", 400),
            ("POST", "lines", "{}", 400),
            ("POST", "lines", "[]", 400),
            ("POST", "lines", """{"lines":[{"product_id":999999,"quantity":1}]}""", 404),
            ("POST", "lines", """{"lines":[{"product_id":-1,"quantity":1}]}""", 400),
            (
                "POST",
                "lines",
                """{"lines":[{"product_id":{lamp},"quantity":1},{"product_id":{lamp},"quantity":1}]}""",
                400
            ),
            ("PUT", "lines/abc", """{"quantity":1}""", 400),
            ("PUT", "lines/{lamp}", """{"quantity":10001}""", 400),
            ("PUT", "address", """{"name":"Ada"}""", 400),
            ("PUT", "delivery-option", """{"code":"standard"}""", 422),
            ("PUT", "payment-method", """{"code":"card"}""", 422),
            ("PUT", "delivery-option", """{"code":7}""", 400),
        ];
        var cart = await _shop.BeginCartAsync();
        var lamp = _lamp.ToString(CultureInfo.InvariantCulture);

        foreach (var (method, path, body, status) in calls)
        {
            var refused = await _shop.RefusedAsync(
                method,
                $"carts/{cart}/{path}".Replace("{lamp}", lamp, StringComparison.Ordinal),
                body.Replace("{lamp}", lamp, StringComparison.Ordinal)
            );
            Assert.True(refused.Status == status, $"{method} {path} {body}: {refused}");
        }

        var shown = await _shop.DoneAsync("GET", $"carts/{cart}");
        Assert.Equal(0, shown.GetProperty("lines").GetArrayLength());
    }

    [Theory]
    [InlineData("name", 201)]
    [InlineData("line1", 201)]
    [InlineData("postal_code", 21)]
    [InlineData("city", 101)]
    public async Task Address_WithAFieldTooLong_NamesTheField(string field, int length)
    {
        var cart = await _shop.BeginCartAsync();
        var address = JsonNode.Parse(TestShop.Address)!;
        address[field] = new string('x', length);

        using var answer = await _shop.SendAsync(
            "PUT",
            $"carts/{cart}/address",
            address.ToJsonString()
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(
            $"\"{field}\"",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Lines_AddedAtOnce_AllCount()
    {
        var cart = await _shop.BeginCartAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    _shop.DoneAsync("POST", $"carts/{cart}/lines", TestShop.Lines((_lamp, 1)))
                )
        );

        var shown = await _shop.DoneAsync("GET", $"carts/{cart}");
        Assert.Equal(10, shown.GetProperty("lines")[0].GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task Line_TakenOut_IsGoneAndTheTotalWithIt()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var shown = await _shop.DoneAsync("DELETE", $"carts/{cart}/lines/{_lamp}");

        Assert.Equal(0, shown.GetProperty("lines").GetArrayLength());
        Assert.Equal(0m, shown.GetProperty("totals").GetProperty("items").GetDecimal());
    }

    [Fact]
    public async Task Address_InAnotherCountry_UnchoosesWhatIsNotOfferedThere()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var shown = await _shop.DoneAsync(
            "PUT",
            $"carts/{cart}/address",
            TestShop.Address.Replace("GB", "FR", StringComparison.Ordinal)
        );

        Assert.Equal(JsonValueKind.Null, shown.GetProperty("delivery").ValueKind);
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("payment").ValueKind);
    }

    [Fact]
    public async Task PaymentMethods_AreThoseForTheAmountWithTheirFee()
    {
        var cart = await _shop.FillCartAsync(_lamp);

        var methods = await _shop.DoneAsync("GET", $"carts/{cart}/payment-methods");

        Assert.Equal(
            "card",
            Assert.Single(methods.EnumerateArray()).GetProperty("code").GetString()
        );
        Assert.Equal(0.57m, methods[0].GetProperty("fee").GetDecimal());
    }

    [Fact]
    public async Task Cart_OfAnotherTenant_DoesNotExist()
    {
        var cart = await _shop.FillCartAsync(_lamp);
        var (south, _) = await Portal.AddTenantAsync("south");
        var stranger = await Portal.AddPersonAsync(
            "south@example.com",
            BuiltInRoles.MarketplaceAdmin,
            south
        );
        var app = new TestShop(Portal, _web.Program(await Portal.IssueTokenAsync(stranger, south)));

        Assert.Equal(404, (await app.RefusedAsync("GET", $"carts/{cart}")).Status);
        Assert.Equal(
            404,
            (await app.RefusedAsync("POST", $"carts/{cart}/complete", key: "theirs")).Status
        );
        Assert.Equal(
            404,
            (
                await app.RefusedAsync(
                    "POST",
                    $"carts/{await app.BeginCartAsync()}/lines",
                    TestShop.Lines((_lamp, 1))
                )
            ).Status
        );
    }

    [Fact]
    public async Task Cancel_OfAPendingOrder_EndsItAndTheWorkflowLeavesIt()
    {
        var placed = await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)));
        var order = placed.GetProperty("order_id").GetInt64();

        await _shop.DoneAsync("POST", $"orders/{order}/cancel");
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var shown = (await _shop.DoneAsync("GET", $"orders/{order}")).GetProperty("order");
        Assert.Equal("cancelled", shown.GetProperty("status").GetString());
        Assert.Equal(
            (409, "checkout.not_cancellable"),
            await _shop.RefusedAsync("POST", $"orders/{order}/cancel")
        );
    }

    [Fact]
    public async Task Cancel_OfAPaidOrder_IsRefused()
    {
        var placed = await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)));
        var order = placed.GetProperty("order_id").GetInt64();
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        var (status, code) = await _shop.RefusedAsync("POST", $"orders/{order}/cancel");

        Assert.Equal((409, "checkout.not_cancellable"), (status, code));
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
        var order = JsonNode.Parse(TestShop.Order((_lamp, 2)))!;
        order[field] = JsonNode.Parse(value);

        var refused = await _shop.RefusedAsync("POST", "orders", order.ToJsonString());

        Assert.Equal(code, refused.Code);
        Assert.Equal(0, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Products_AreSearchedSortedAndPaged()
    {
        await new OrderSeed(Portal).AddProductAsync("LANTERN", 0);
        await new OrderSeed(Portal).AddProductAsync("MUG", 3);

        var found = await _shop.DoneAsync("GET", "products?search=la&sort=name&per_page=1&page=2");
        var inStock = await _shop.DoneAsync("GET", "products?in_stock=true");

        Assert.Equal(
            "LANTERN",
            Assert.Single(found.EnumerateArray()).GetProperty("sku").GetString()
        );
        Assert.Equal(2, inStock.GetArrayLength());
    }
}
