using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Wallets;
using Portal.Tests.Infrastructure;
using Portal.Tests.Wallets;

namespace Portal.Tests.Payments.Stripe;

/// <summary>Wallets whose owners pay at Stripe what they put in.</summary>
public sealed class StripeTopUpTests : PortalTests
{
    private CheckoutStub _stripe = null!;
    private string _customer = "";
    private WalletTopUpId _id;
    private string _key = "";

    public override async ValueTask InitializeAsync()
    {
        _stripe = await CheckoutStub.StartAsync();
        await base.InitializeAsync();
        _customer = await Portal.AddCustomerAsync();
        _id = (await Portal.TopUpAsync(_customer, TestWallets.Gbp(2_500))).Value.Id;
        _key = $"top-up-{_id.Value}";
        // The buyer's time is counted by the database's clock, which the test's is far from.
        await AgeAsync("0 minutes");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new StripeGateway(_stripe.ToOptions()));

    [Fact]
    public async Task TopUp_TellsWhereToPay_AndIsInTheWalletOncePaid()
    {
        Assert.Equal(new TopUpRound(1, 0, 0, 0, 1), (await Portal.ChargeTopUpsAsync()).Value);

        var waiting = await FindAsync();
        Assert.Equal(WalletTopUpStatus.Waiting, waiting.Status);
        Assert.Equal($"https://checkout.stripe.com/c/pay/cs_test_{_key}", waiting.PaymentUrl);
        Assert.Equal($"https://shop.example/orders/{_key}", _stripe.Of(_key).ReturnUrl);

        await ComeDueAsync();
        await Portal.ChargeTopUpsAsync();
        Assert.Equal(WalletTopUpStatus.Waiting, (await FindAsync()).Status);

        _stripe.Pay(_key);
        await ComeDueAsync();
        await Portal.ChargeTopUpsAsync();

        var paid = await FindAsync();
        Assert.Equal((WalletTopUpStatus.Captured, null), (paid.Status, paid.PaymentUrl));
        Assert.Equal(2_500, await BalanceAsync());
        Assert.Equal(1, _stripe.Of(_key).Charges);
        Assert.Equal(
            ["wallet.top_up_waiting", "wallet.topped_up"],
            await Portal.AdminScalarAsync<string[]>(
                "SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_kind = 'wallet'"
            ) ?? []
        );
    }

    [Fact]
    public async Task BuyerTooLate_IsDeclined_AndNothingIsInTheWallet()
    {
        await Portal.ChargeTopUpsAsync();
        await AgeAsync("61 minutes");

        await ComeDueAsync();
        await Portal.ChargeTopUpsAsync();

        var ended = await FindAsync();
        Assert.Equal(
            (WalletTopUpStatus.Declined, "checkout_expired", null),
            (ended.Status, ended.DeclineCode, ended.PaymentUrl)
        );
        Assert.Equal("expired", _stripe.Of(_key).Status);
        Assert.Equal(0, await BalanceAsync());
    }

    private async Task<WalletTopUpView> FindAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<WalletQueries>().FindTopUpAsync(_id, default)).Value;
    }

    private async Task<long> BalanceAsync()
    {
        var wallet = await Portal.OpenWalletAsync(_customer);
        return (await Portal.FindWalletAsync(wallet)).Balance.Minor;
    }

    private Task AgeAsync(string age) =>
        Portal.AdminScalarAsync<int>(
            $"UPDATE wallets.top_ups SET requested_at = clock_timestamp() - interval '{age}'"
        );

    private Task ComeDueAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE wallets.top_ups SET due_at = clock_timestamp() WHERE due_at IS NOT NULL"
        );
}
