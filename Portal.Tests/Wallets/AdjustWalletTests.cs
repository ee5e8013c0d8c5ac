using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Settlement;

namespace Portal.Tests.Wallets;

/// <summary>What finance gives and takes back, and the end of a wallet.</summary>
public sealed class AdjustWalletTests : PortalTests
{
    private WalletId _wallet;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _wallet = await Portal.AddWalletAsync();
    }

    [Fact]
    public async Task Credit_IsTheMarketplacesLoss_AndDebitTakesItBack()
    {
        await Portal.AdjustedAsync(_wallet, WalletDirection.Credit, 1_500);
        await Portal.AdjustedAsync(_wallet, WalletDirection.Debit, 400);

        Assert.Equal(1_100, (await Portal.FindWalletAsync(_wallet)).Balance.Minor);
        Assert.Equal(-1_100, await new PaidOrders(Portal).BalanceAsync(AccountKind.Commission));
        Assert.Equal(
            2,
            await Portal.AdminScalarAsync<long>(
                "SELECT count(*) FROM events.log WHERE kind = 'wallet.adjusted'"
            )
        );
    }

    [Fact]
    public async Task SameKey_IsBookedOnce_AndRefusedForSomethingElse()
    {
        var first = await AdjustAsync(WalletDirection.Credit, 500, "same");
        var second = await AdjustAsync(WalletDirection.Credit, 500, "same");
        var other = await AdjustAsync(WalletDirection.Credit, 501, "same");

        Assert.Equal(first.Value, second.Value);
        Assert.Equal(WalletErrors.KeyReused, other.Error);
        Assert.Equal(500, (await Portal.FindWalletAsync(_wallet)).Balance.Minor);
    }

    [Fact]
    public async Task TwentyClicksAtOnce_BookOnce()
    {
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(() => AdjustAsync(WalletDirection.Credit, 500, "same")))
        );

        Assert.Single(made.Select(m => m.Value).Distinct());
        Assert.Equal(500, (await Portal.FindWalletAsync(_wallet)).Balance.Minor);
    }

    [Fact]
    public async Task TwentyDebitsAtOnce_NeverOverdraw()
    {
        await Portal.CreditAsync(_wallet, 500);

        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(() =>
                        AdjustAsync(
                            WalletDirection.Debit,
                            100,
                            FormattableString.Invariant($"d-{i}")
                        )
                    )
                )
        );

        Assert.Equal(5, made.Count(m => !m.Failed));
        Assert.All(
            made.Where(m => m.Failed),
            m => Assert.Equal("wallets.insufficient_balance", m.Error.Code)
        );
        Assert.Equal(0, (await Portal.FindWalletAsync(_wallet)).Balance.Minor);
    }

    [Fact]
    public async Task MoreThanOnePersonMayMove_IsRefused()
    {
        var refused = await AdjustAsync(WalletDirection.Credit, 50_001, "large");

        Assert.Equal("wallets.adjustment_too_large", refused.Error.Code);
        Assert.Equal(0, (await Portal.FindWalletAsync(_wallet)).Balance.Minor);
    }

    [Fact]
    public async Task AnotherTenantsWallet_DoesNotExist()
    {
        var other = await Portal.AddTenantAsync("south");
        var theirs = await Portal.AddWalletAsync(other.Tenant);

        var refused = await Portal.AdjustAsync(
            theirs,
            WalletDirection.Credit,
            TestWallets.Gbp(100),
            "key"
        );

        Assert.Equal(WalletErrors.NotFound, refused.Error);
    }

    [Fact]
    public async Task Close_WithMoneyOrATopUpUnderWay_IsRefused_AndForGoodOnceItIsEmpty()
    {
        await Portal.CreditAsync(_wallet, 300);
        var full = await CloseAsync(_wallet);
        await Portal.AdjustedAsync(_wallet, WalletDirection.Debit, 300);
        var customer = (await Portal.FindWalletAsync(_wallet)).CustomerReference;
        await Portal.TopUpAsync(customer, TestWallets.Gbp(100));
        var underWay = await CloseAsync(_wallet);
        await Portal.AdminScalarAsync<int>(
            "UPDATE wallets.top_ups SET status = 'declined', due_at = NULL, ended_at = now()"
        );

        Assert.Equal(WalletErrors.NotEmpty, full.Error);
        Assert.Equal(WalletErrors.NotEmpty, underWay.Error);
        Assert.False((await CloseAsync(_wallet)).Failed);
        Assert.Equal(WalletErrors.Closed, (await CloseAsync(_wallet)).Error);
        Assert.Equal(
            WalletErrors.Closed,
            (await AdjustAsync(WalletDirection.Credit, 100, "late")).Error
        );
        Assert.Equal(
            WalletErrors.Closed,
            (await Portal.TopUpAsync(customer, TestWallets.Gbp(100))).Error
        );
    }

    [Theory]
    [InlineData(BuiltInRoles.MarketplaceAdmin)]
    [InlineData(BuiltInRoles.Seller)]
    public async Task OnlyFinance_MovesClosesAndLimits(string role)
    {
        var person = await Portal.AddPersonAsync("one@example.com", role, Portal.Tenant);
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        var adjusted = await scope
            .Get<AdjustWallet>()
            .HandleAsync(
                new(_wallet, "key", WalletDirection.Credit, TestWallets.Gbp(100), "Goodwill"),
                default
            );
        var limited = await scope
            .Get<SaveWalletLimits>()
            .HandleAsync(new(TestWallets.Pounds, 3, 1, 2, 1), default);

        Assert.Equal(Error.Forbidden, adjusted.Error);
        Assert.Equal(Error.Forbidden, limited.Error);
        Assert.Equal(
            Error.Forbidden,
            (await scope.Get<CloseWallet>().HandleAsync(new(_wallet), default)).Error
        );
    }

    [Theory]
    [InlineData(10, 5, 4)]
    [InlineData(10, 5, 11)]
    public async Task LimitsThatContradictEachOther_AreRefused(long balance, long topUp, long day)
    {
        await using var scope = Portal.Scope();

        var refused = await scope
            .Get<SaveWalletLimits>()
            .HandleAsync(new(TestWallets.Pounds, balance, topUp, day, 1), default);

        Assert.Equal(WalletErrors.LimitsOutOfOrder, refused.Error);
    }

    private Task<Result<WalletAdjustmentId>> AdjustAsync(
        WalletDirection direction,
        long minor,
        string key
    ) => Portal.AdjustAsync(_wallet, direction, TestWallets.Gbp(minor), key);

    private async Task<Result> CloseAsync(WalletId wallet)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<CloseWallet>().HandleAsync(new(wallet), default);
    }
}
