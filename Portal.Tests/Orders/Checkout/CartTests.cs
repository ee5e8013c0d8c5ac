using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Core.Identity;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>What is put into a cart, and what is refused.</summary>
public sealed class CartTests : CheckoutTests
{
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
        var cart = await Shop.BeginCartAsync();
        var lamp = Lamp.ToString(CultureInfo.InvariantCulture);

        foreach (var (method, path, body, status) in calls)
        {
            var refused = await Shop.RefusedAsync(
                method,
                $"carts/{cart}/{path}".Replace("{lamp}", lamp, StringComparison.Ordinal),
                body.Replace("{lamp}", lamp, StringComparison.Ordinal)
            );
            Assert.True(refused.Status == status, $"{method} {path} {body}: {refused}");
        }

        var shown = await Shop.DoneAsync("GET", $"carts/{cart}");
        Assert.Equal(0, shown.GetProperty("lines").GetArrayLength());
    }

    [Theory]
    [InlineData("name", 201)]
    [InlineData("line1", 201)]
    [InlineData("postal_code", 21)]
    [InlineData("city", 101)]
    public async Task Address_WithAFieldTooLong_NamesTheField(string field, int length)
    {
        var cart = await Shop.BeginCartAsync();
        var address = JsonNode.Parse(TestShop.Address)!;
        address[field] = new string('x', length);

        using var answer = await Shop.SendAsync(
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
        var cart = await Shop.BeginCartAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ =>
                    Shop.DoneAsync("POST", $"carts/{cart}/lines", TestShop.Lines((Lamp, 1)))
                )
        );

        var shown = await Shop.DoneAsync("GET", $"carts/{cart}");
        Assert.Equal(10, shown.GetProperty("lines")[0].GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task Line_TakenOut_IsGoneAndTheTotalWithIt()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        var shown = await Shop.DoneAsync("DELETE", $"carts/{cart}/lines/{Lamp}");

        Assert.Equal(0, shown.GetProperty("lines").GetArrayLength());
        Assert.Equal(0m, shown.GetProperty("totals").GetProperty("items").GetDecimal());
    }

    [Fact]
    public async Task Address_InAnotherCountry_UnchoosesWhatIsNotOfferedThere()
    {
        var cart = await Shop.FillCartAsync(Lamp);

        var shown = await Shop.DoneAsync(
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
        var cart = await Shop.FillCartAsync(Lamp);

        var methods = await Shop.DoneAsync("GET", $"carts/{cart}/payment-methods");

        Assert.Equal(
            "card",
            Assert.Single(methods.EnumerateArray()).GetProperty("code").GetString()
        );
        Assert.Equal(0.57m, methods[0].GetProperty("fee").GetDecimal());
    }

    [Fact]
    public async Task Cart_OfAnotherTenant_DoesNotExist()
    {
        var cart = await Shop.FillCartAsync(Lamp);
        var (south, _) = await Portal.AddTenantAsync("south");
        var stranger = await Portal.AddPersonAsync(
            "south@example.com",
            BuiltInRoles.MarketplaceAdmin,
            south
        );
        var app = new TestShop(Portal, Web.Program(await Portal.IssueTokenAsync(stranger, south)));

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
                    TestShop.Lines((Lamp, 1))
                )
            ).Status
        );
    }
}
