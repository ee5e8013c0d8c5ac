using System.Net;
using Portal.Core.Data.Idempotency;
using Portal.Core.Orders.Checkout;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders.Checkout;

/// <summary>The same call twice, and what becomes of one that never ended.</summary>
public sealed class IdempotencyTests : PortalTests
{
    private TestWeb _web = null!;
    private TestShop _shop = null!;
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

    [Fact]
    public async Task SameKeyAndRequest_GetsTheFirstAnswerByteForByte()
    {
        using var first = await _shop.SendAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");
        using var second = await _shop.SendAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(
            await first.Content.ReadAsByteArrayAsync(),
            await second.Content.ReadAsByteArrayAsync()
        );
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotent-Replayed")));
        Assert.Equal(1, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task KeyedAnswer_IsTheAnswerOfACallWithoutKey()
    {
        var cart = await _shop.BeginCartAsync();

        using var keyed = await _shop.SendAsync(
            "PUT",
            $"carts/{cart}/address",
            TestShop.Address,
            "k"
        );
        using var plain = await _shop.SendAsync("PUT", $"carts/{cart}/address", TestShop.Address);

        Assert.Equal(
            await plain.Content.ReadAsStringAsync(),
            await keyed.Content.ReadAsStringAsync()
        );
        Assert.Equal(plain.Content.Headers.ContentType, keyed.Content.Headers.ContentType);
    }

    [Fact]
    public async Task SameKey_WithAnotherBodyOrPath_IsRefused()
    {
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");

        var otherBody = await _shop.RefusedAsync("POST", "orders", TestShop.Order((_lamp, 2)), "k");
        var otherPath = await _shop.RefusedAsync("POST", "carts", TestShop.Order((_lamp, 1)), "k");

        Assert.Equal((422, "idempotency.key_reused"), otherBody);
        Assert.Equal((422, "idempotency.key_reused"), otherPath);
        Assert.Equal(1, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task SameKey_OfAnotherPerson_IsAnotherKey()
    {
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");
        var other = await Portal.AddPersonAsync(
            "other@example.com",
            Core.Identity.BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        var app = new TestShop(Portal, _web.Program(await Portal.IssueTokenAsync(other)));

        await app.DoneAsync("POST", "orders", TestShop.Order((_lamp, 2)), "k");

        Assert.Equal(2, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task CallUnderWay_IsAConflict_AndAbandonedItIsMadeOnce()
    {
        var cart = await _shop.FillCartAsync(_lamp);
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");
        // As a process leaves it that was killed before it wrote anything.
        await Portal.AdminScalarAsync<int>(
            "DELETE FROM orders.order_checkouts; DELETE FROM orders.order_lines; DELETE FROM orders.seller_parts; "
                + "DELETE FROM orders.orders; UPDATE data.keyed_calls SET answer_status = NULL, answer_body = NULL"
        );

        var underWay = await _shop.RefusedAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");
        await Portal.AdminScalarAsync<int>("UPDATE data.keyed_calls SET leased_until = now()");
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "k");

        Assert.Equal((409, "idempotency.still_running"), underWay);
        Assert.Equal(1, await _shop.CountOrdersAsync());
    }

    [Fact]
    public async Task Act_WhoseKeyWasTakenOver_HasNoEffect()
    {
        await using var scope = Portal.Scope();
        var call = scope.Get<KeyedCall>();
        await call.BeginAsync("k", [1], _ => new KeptAnswer(200, [1]), default);
        await Portal.AdminScalarAsync<int>("UPDATE data.keyed_calls SET token = gen_random_uuid()");

        var created = await scope.Get<CreateCart>().HandleAsync(new(null, null), default);

        Assert.Equal(KeyedCallErrors.StillRunning, created.Error);
        Assert.Null(call.Answer);
        Assert.Equal(0, await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.carts"));
    }

    [Fact]
    public async Task Refusal_IsKept_AndInputThatCannotBeReadIsNot()
    {
        var cart = await _shop.FillCartAsync(_lamp);
        await Portal.AdminScalarAsync<int>("UPDATE catalog.products SET status = 'archived'");
        await _shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "kept");
        await _shop.RefusedAsync("POST", "orders", "{", "unread");
        await Portal.AdminScalarAsync<int>("UPDATE catalog.products SET status = 'active'");

        var again = await _shop.RefusedAsync("POST", $"carts/{cart}/complete", key: "kept");
        await _shop.DoneAsync("POST", "orders", TestShop.Order((_lamp, 1)), "unread");

        Assert.Equal((422, "checkout.product_inactive"), again);
    }

    [Theory]
    [InlineData("key\u00e9", 1)]
    [InlineData("k", 256)]
    public async Task Key_ThatIsNone_IsRefused(string part, int times)
    {
        var key = string.Concat(Enumerable.Repeat(part, times));
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri("/api/v1/carts", UriKind.Relative)
        );
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var answer = await _shop.App.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task OldKeysAndCarts_AreRemovedAndYoungOnesStay()
    {
        await _shop.DoneAsync("POST", "carts", "{}", "old");
        Portal.Clock.Advance(TimeSpan.FromDays(5));
        var cart = (await _shop.DoneAsync("POST", "carts", "{}", "young")).GetProperty("id");
        await using var scope = Portal.PlatformScope();

        Assert.Equal(1, await scope.Get<RemoveOldKeys>().HandleAsync(default));
        Assert.Equal(1, await scope.Get<RemoveExpiredCarts>().HandleAsync(default));

        await _shop.DoneAsync("GET", $"carts/{cart.GetString()}");
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM data.keyed_calls")
        );
    }
}
