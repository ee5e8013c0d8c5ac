using Portal.Core.Kernel;
using Portal.Core.Wallets;

namespace Portal.Tests.Wallets;

/// <summary>What a wallet may take and give.</summary>
[Trait("speed", "quick")]
public sealed class WalletPolicyTests
{
    private static readonly WalletLimits Limits = new()
    {
        Currency = TestWallets.Pounds,
        BalanceMinor = 1_000,
        TopUpMinor = 500,
        DayMinor = 800,
        AdjustmentMinor = 300,
    };

    [Theory]
    [InlineData(0, 0, 0, 0, "wallets.amount_not_positive")]
    [InlineData(-1, 0, 0, 0, "wallets.amount_not_positive")]
    [InlineData(501, 0, 0, 0, "wallets.top_up_too_large")]
    [InlineData(500, 0, 0, 301, "wallets.day_limit")]
    [InlineData(500, 501, 0, 0, "wallets.balance_limit")]
    [InlineData(500, 0, 501, 0, "wallets.balance_limit")]
    [InlineData(500, 500, 0, 300, null)]
    [InlineData(1, 499, 500, 799, null)]
    public void TopUp_IsRefusedBeyondEachLimit(
        long amount,
        long balance,
        long underWay,
        long today,
        string? code
    )
    {
        var standing = Standing(balance) with
        {
            UnderWay = TestWallets.Gbp(underWay),
            ToppedUpToday = TestWallets.Gbp(today),
        };

        var result = WalletPolicy.CheckTopUp(Limits, standing, TestWallets.Gbp(amount));

        Assert.Equal(code, result.Failed ? result.Error.Code : null);
    }

    [Theory]
    [InlineData(WalletDirection.Credit, 301, 0, 0, "wallets.adjustment_too_large")]
    [InlineData(WalletDirection.Credit, 300, 701, 0, "wallets.balance_limit")]
    [InlineData(WalletDirection.Credit, 300, 700, 0, null)]
    [InlineData(WalletDirection.Debit, 0, 500, 0, "wallets.amount_not_positive")]
    [InlineData(WalletDirection.Debit, 300, 299, 0, "wallets.insufficient_balance")]
    [InlineData(WalletDirection.Debit, 300, 500, 201, "wallets.insufficient_balance")]
    [InlineData(WalletDirection.Debit, 300, 500, 200, null)]
    public void Adjustment_IsRefusedBeyondEachLimit(
        WalletDirection direction,
        long amount,
        long balance,
        long held,
        string? code
    )
    {
        var standing = Standing(balance) with { Held = TestWallets.Gbp(held) };

        var result = WalletPolicy.CheckAdjustment(
            Limits,
            standing,
            direction,
            TestWallets.Gbp(amount)
        );

        Assert.Equal(code, result.Failed ? result.Error.Code : null);
    }

    [Fact]
    public void ClosedWalletAndAnotherCurrency_AreRefused()
    {
        var euros = new Money(100, Currency.Of("EUR"));

        Assert.Equal(
            WalletErrors.WrongCurrency,
            WalletPolicy.CheckTopUp(Limits, Standing(0), euros).Error
        );
        Assert.Equal(
            WalletErrors.Closed,
            WalletPolicy
                .CheckTopUp(Limits, Standing(0) with { IsClosed = true }, TestWallets.Gbp(100))
                .Error
        );
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(8, 900)]
    [InlineData(int.MaxValue, 900)]
    public void UnknownCharge_IsAskedAboutEverLessOften(int attempt, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            WalletPolicy.WaitAfter(WalletTopUpStatus.Unknown, attempt)
        );

    private static WalletStanding Standing(long balance) =>
        new(
            TestWallets.Gbp(balance),
            TestWallets.Gbp(0),
            TestWallets.Gbp(0),
            TestWallets.Gbp(0),
            IsClosed: false
        );
}
