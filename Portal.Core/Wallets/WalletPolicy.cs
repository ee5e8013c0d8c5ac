using Portal.Core.Kernel;

namespace Portal.Core.Wallets;

/// <summary>Where a wallet stands while nobody else can use its room.</summary>
/// <param name="Held">Of the balance, promised by holds.</param>
/// <param name="UnderWay">Top-ups whose end is not known.</param>
/// <param name="ToppedUpToday">Captured or under way, of this business day.</param>
public sealed record WalletStanding(
    Money Balance,
    Money Held,
    Money UnderWay,
    Money ToppedUpToday,
    bool IsClosed
)
{
    public Money Available => Balance - Held;
}

/// <summary>What a wallet may take and give, and when a charge of it is asked about again.</summary>
public static class WalletPolicy
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan WaitForBuyer = TimeSpan.FromMinutes(1);

    /// <summary>Refuses what is not above zero, a closed wallet, and what is beyond a limit.</summary>
    public static Result CheckTopUp(WalletLimits limits, WalletStanding standing, Money amount)
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(standing);
        if (CheckMove(standing, amount) is { Failed: true } refused)
        {
            return refused;
        }

        if (amount.Minor > limits.TopUpMinor)
        {
            return WalletErrors.TopUpTooLarge(amount with { Minor = limits.TopUpMinor });
        }

        if (standing.ToppedUpToday.Minor + amount.Minor > limits.DayMinor)
        {
            var left = Math.Max(0, limits.DayMinor - standing.ToppedUpToday.Minor);
            return WalletErrors.DayLimit(amount with { Minor = left });
        }

        return CheckRoom(limits, standing, amount);
    }

    /// <summary>Refuses the same for what finance moves, and a debit beyond what is available.</summary>
    public static Result CheckAdjustment(
        WalletLimits limits,
        WalletStanding standing,
        WalletDirection direction,
        Money amount
    )
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(standing);
        if (CheckMove(standing, amount) is { Failed: true } refused)
        {
            return refused;
        }

        if (amount.Minor > limits.AdjustmentMinor)
        {
            return WalletErrors.AdjustmentTooLarge(amount with { Minor = limits.AdjustmentMinor });
        }

        if (direction is WalletDirection.Credit)
        {
            return CheckRoom(limits, standing, amount);
        }

        return amount > standing.Available
            ? WalletErrors.InsufficientBalance(standing.Available)
            : Result.Ok;
    }

    /// <summary>How long until a charge without an answer is asked about. It is asked about for ever: giving up would be a guess.</summary>
    /// <param name="status">What the answer made of it.</param>
    /// <param name="attempt">How often it was asked, this time included.</param>
    public static TimeSpan WaitAfter(WalletTopUpStatus status, int attempt)
    {
        if (status is WalletTopUpStatus.Waiting)
        {
            return WaitForBuyer;
        }

        return BackOff.Doubled(FirstWait, attempt, LongestWait);
    }

    private static Result CheckMove(WalletStanding standing, Money amount)
    {
        if (standing.IsClosed)
        {
            return WalletErrors.Closed;
        }

        if (amount.Currency != standing.Balance.Currency)
        {
            return WalletErrors.WrongCurrency;
        }

        return amount.Minor <= 0 ? WalletErrors.AmountNotPositive : Result.Ok;
    }

    private static Result CheckRoom(WalletLimits limits, WalletStanding standing, Money amount) =>
        standing.Balance.Minor + standing.UnderWay.Minor + amount.Minor > limits.BalanceMinor
            ? WalletErrors.BalanceLimit(amount with { Minor = limits.BalanceMinor })
            : Result.Ok;
}
