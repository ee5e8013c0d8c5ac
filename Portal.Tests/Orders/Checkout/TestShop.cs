using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Portal.Core.Identity;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>
/// A tenant that sells to Great Britain: two deliveries, two ways to pay, 20 % tax; and a buyer's app
/// with a token of its administrator.
/// </summary>
internal sealed class TestShop(TestPortal portal, HttpClient app)
{
    public const string Address =
        """{"name":"Ada Byron","email":"ada@example.com","line1":"1 Quay","postal_code":"N1 1AA","city":"London","country":"GB"}""";

    public HttpClient App { get; } = app;

    /// <summary>What can be chosen, in the tenant; the delivery costs 4.99, a card 0.20 and 1.5 %.</summary>
    public static Task AddChoicesAsync(TestPortal portal, TenantId tenant) =>
        portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO orders.delivery_options (tenant_id, code, name, country, currency, price_minor, position, is_active)
            VALUES ({tenant.Value}, 'standard', 'Standard', 'GB', 'GBP', 499, 1, true),
                ({tenant.Value}, 'express', 'Express', 'GB', 'GBP', 999, 2, true),
                ({tenant.Value}, 'standard', 'Standard', 'DE', 'EUR', 599, 1, true);
            INSERT INTO payments.methods (tenant_id, code, name, country, currency, min_minor, max_minor, fee_minor,
                fee_basis_points, position, is_active)
            VALUES ({tenant.Value}, 'card', 'Card', 'GB', 'GBP', 1, NULL, 20, 150, 1, true),
                ({tenant.Value}, 'voucher', 'Voucher', 'GB', 'GBP', 1, 1000, 0, 0, 2, true),
                ({tenant.Value}, 'card', 'Karte', 'DE', 'EUR', 1, NULL, 0, 0, 1, true);
            INSERT INTO orders.tax_rates (tenant_id, country, basis_points) VALUES ({tenant.Value}, 'GB', 2000);
            """
        );

    public static async Task<TestShop> OpenAsync(TestPortal portal, TestWeb web)
    {
        await AddChoicesAsync(portal, portal.Tenant);
        var admin = await portal.AddPersonAsync(
            "app@example.com",
            BuiltInRoles.MarketplaceAdmin,
            portal.Tenant
        );
        return new TestShop(
            portal,
            web.Program(
                await portal.IssueTokenAsync(
                    admin,
                    null,
                    "checkout.browse",
                    "checkout.write",
                    "orders.read",
                    "wallets.read",
                    "wallets.top_up"
                )
            )
        );
    }

    /// <summary>A cart with two of the product, ready to be completed with a card.</summary>
    public async Task<string> FillCartAsync(long product, int quantity = 2)
    {
        var cart = await BeginCartAsync();
        await DoneAsync("POST", $"carts/{cart}/lines", Lines((product, quantity)));
        await DoneAsync("PUT", $"carts/{cart}/address", Address);
        await DoneAsync("PUT", $"carts/{cart}/delivery-option", """{"code":"standard"}""");
        await DoneAsync("PUT", $"carts/{cart}/payment-method", """{"code":"card"}""");
        return cart;
    }

    public async Task<string> BeginCartAsync() =>
        (await DoneAsync("POST", "carts", "{}")).GetProperty("id").GetString()!;

    public Task<HttpResponseMessage> CompleteAsync(string cart, string? key = null) =>
        SendAsync("POST", $"carts/{cart}/complete", null, key ?? Guid.NewGuid().ToString());

    /// <summary>Sends a call that must succeed, and answers its data.</summary>
    public async Task<JsonElement> DoneAsync(
        string method,
        string path,
        string? body = null,
        string? key = null
    )
    {
        using var answer = await SendAsync(method, path, body, key);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("data");
    }

    /// <summary>Sends a call that must be refused, and answers its status and code.</summary>
    public async Task<(int Status, string Code)> RefusedAsync(
        string method,
        string path,
        string? body = null,
        string? key = null
    )
    {
        using var answer = await SendAsync(method, path, body, key);
        Assert.False(answer.IsSuccessStatusCode, $"{method} {path} was done.");
        return ((int)answer.StatusCode, await CodeAsync(answer));
    }

    public static async Task<string> CodeAsync(HttpResponseMessage answer)
    {
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return problem.TryGetProperty("code", out var code) ? code.GetString()! : "";
    }

    public async Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? body = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri($"/api/v1/{path}", UriKind.Relative)
        );
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await App.SendAsync(request);
    }

    public static string Lines(params (long Product, long Quantity)[] lines) =>
        $$"""{"lines":[{{string.Join(
            ',',
            lines.Select(l => $$"""{"product_id":{{l.Product}},"quantity":{{l.Quantity}}}""")
        )}}]}""";

    public static string Order(params (long Product, long Quantity)[] lines) =>
        $$"""{{Lines(lines)[..^1]}},"address":{{Address}},"delivery_option":"standard","payment_method":"card"}""";

    public Task<long> CountOrdersAsync() =>
        portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.orders");
}
