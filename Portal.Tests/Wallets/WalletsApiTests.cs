using System.Text.Json;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders.Checkout;

namespace Portal.Tests.Wallets;

/// <summary>Wallets as buyers' apps see them.</summary>
public sealed class WalletsApiTests : PortalTests
{
    private TestWeb _web = null!;
    private TestShop _shop = null!;
    private string _customer = "";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal);
        _shop = await TestShop.OpenAsync(Portal, _web);
        _customer = await Portal.AddCustomerAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task SameKeyTwice_IsOneTopUp_AnsweredByteForByte()
    {
        using var first = await _shop.SendAsync("POST", "top-ups", TopUp("25.00"), "k");
        using var second = await _shop.SendAsync("POST", "top-ups", TopUp("25.00"), "k");

        Assert.Equal(
            await first.Content.ReadAsByteArrayAsync(),
            await second.Content.ReadAsByteArrayAsync()
        );
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM wallets.top_ups")
        );
        Assert.Equal(
            (422, "idempotency.key_reused"),
            await _shop.RefusedAsync("POST", "top-ups", TopUp("26.00"), "k")
        );
    }

    [Fact]
    public async Task TopUp_AsksTheWorker_AndIsInTheWalletOnceCharged()
    {
        var asked = await _shop.DoneAsync("POST", "top-ups", TopUp("25.00"), "k");
        Assert.Equal("requested", asked.GetProperty("status").GetString());
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM jobs.runs WHERE kind = 'wallets.charge_top_ups'"
            )
        );

        WalletId wallet = await Portal.OpenWalletAsync(_customer);
        await Portal.CreditAsync(wallet, 1_000);

        var wallets = await _shop.DoneAsync("GET", $"wallets?customer_reference={_customer}");
        var own = wallets.EnumerateArray().Single();
        Assert.Equal(10.00m, own.GetProperty("balance").GetDecimal());
        var moved = await _shop.DoneAsync(
            "GET",
            FormattableString.Invariant($"wallets/{wallet.Value}/movements")
        );
        var line = moved.EnumerateArray().Single();
        Assert.Equal(
            (10.00m, 10.00m, JsonValueKind.Null),
            (
                line.GetProperty("amount").GetDecimal(),
                line.GetProperty("balance").GetDecimal(),
                line.GetProperty("order_id").ValueKind
            )
        );
    }

    [Theory]
    [InlineData("0", 400, "wallets.amount_not_positive")]
    [InlineData("-5", 400, "wallets.amount_not_positive")]
    [InlineData("1000.01", 422, "wallets.top_up_too_large")]
    public async Task RefusedAmount_HasItsOwnCode(string amount, int status, string code) =>
        Assert.Equal(
            (status, code),
            await _shop.RefusedAsync("POST", "top-ups", TopUp(amount), "k")
        );

    [Theory]
    [InlineData("1.001")]
    [InlineData("1e30")]
    public async Task AmountThatIsNone_NamesTheField(string amount)
    {
        using var answer = await _shop.SendAsync("POST", "top-ups", TopUp(amount), "k");

        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task TopUpWithoutAKey_IsRefused()
    {
        using var answer = await _shop.SendAsync("POST", "top-ups", TopUp("25.00"));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM wallets.top_ups")
        );
    }

    [Fact]
    public async Task BuyerWhoHasNotOrderedYet_IsRegistered_AndCanBeToppedUp()
    {
        Assert.Equal(
            (404, "wallets.customer_not_found"),
            await _shop.RefusedAsync("POST", "top-ups", TopUp("25.00", "NEW-1"), "k")
        );

        var known = await _shop.DoneAsync(
            "PUT",
            "customers/NEW-1",
            """{"name":" Ada Byron ","email":"ada@example.com"}"""
        );
        var asked = await _shop.DoneAsync("POST", "top-ups", TopUp("25.00", "NEW-1"), "k2");

        Assert.Equal("Ada Byron", known.GetProperty("name").GetString());
        Assert.Equal("requested", asked.GetProperty("status").GetString());
    }

    [Fact]
    public async Task RegisteringAgain_PutsTheNameRight_AndKeepsTheEmailThatIsKnown()
    {
        await _shop.DoneAsync(
            "PUT",
            "customers/NEW-1",
            """{"name":"Ada","email":"ada@example.com"}"""
        );
        await _shop.DoneAsync("PUT", "customers/NEW-1", """{"name":"Ada Byron"}""");

        Assert.Equal(
            "Ada Byron ada@example.com",
            await Portal.AdminScalarAsync<string>(
                "SELECT string_agg(name || ' ' || email, ', ') FROM orders.customers WHERE reference = 'NEW-1'"
            )
        );
    }

    private string TopUp(string amount, string? customer = null) =>
        $$"""{"customer_reference":"{{customer ?? _customer}}","currency":"GBP","amount":{{amount}}}""";
}
