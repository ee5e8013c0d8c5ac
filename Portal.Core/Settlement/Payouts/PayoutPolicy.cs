using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Why a shop is not paid now.</summary>
public enum PayoutSkip
{
    /// <summary>Refunds after payouts took more than there was.</summary>
    Owes,

    /// <summary>All there is waits in another run.</summary>
    InAnotherRun,

    /// <summary>Nobody said where the money goes.</summary>
    NoBankAccount,

    /// <summary>It is to be paid through Stripe, whose account for it takes no transfers yet.</summary>
    StripeNotReady,

    /// <summary>Finance has stopped it.</summary>
    Paused,

    /// <summary>The shop's next day has not come.</summary>
    NotDue,

    /// <summary>The reserve or the minimum is not reached.</summary>
    BelowMinimum,
}

/// <summary>A shop with money in its balance, or owing some, and what a run would do about it.</summary>
/// <param name="BalanceMinor">Beside the reserve; below zero it owes.</param>
/// <param name="HeldMinor">Of the balance, in runs that wait.</param>
/// <param name="ReserveMinor">What is kept against refunds, once the run has filled it.</param>
/// <param name="LastPaidOn">Day of its last payout that was not cancelled.</param>
/// <param name="AmountMinor">What it would be paid; 0 when it is skipped.</param>
/// <param name="Skip">Why it is not paid; null when it is.</param>
public sealed record PayoutCandidate(
    SellerId Seller,
    long BalanceMinor,
    long HeldMinor,
    long ReserveMinor,
    PayoutAccount? Account,
    DateOnly? LastPaidOn,
    long AmountMinor,
    PayoutSkip? Skip
)
{
    /// <summary>The bank account changed since the shop was paid last, or it was never paid.</summary>
    public bool IsBankNew { get; init; }

    public DateOnly? DueOn { get; init; }

    /// <summary>The connected account it would be paid to; none where the bank pays it.</summary>
    public string? StripeAccount { get; init; }
}

/// <summary>Who is paid how much: pure rules.</summary>
public static class PayoutPolicy
{
    /// <param name="shop">Once its reserve is settled, as it is before a run decides.</param>
    /// <param name="account">None while nobody said where the money goes.</param>
    /// <param name="lastPaidOn">None when it was never paid.</param>
    /// <param name="today">Business day of the tenant.</param>
    /// <param name="includeNotDue">Also when its day has not come.</param>
    /// <param name="connected">Its account at Stripe, where Stripe is configured.</param>
    public static PayoutCandidate Decide(
        ShopReserve shop,
        PayoutAccount? account,
        DateOnly? lastPaidOn,
        DateOnly today,
        bool includeNotDue,
        ConnectedAccount? connected = null
    )
    {
        var available = shop.BalanceMinor - shop.HeldMinor;
        var amount = available - shop.LacksMinor;
        PayoutSkip? skip =
            shop.BalanceMinor < 0 ? PayoutSkip.Owes
            : available <= 0 && shop.HeldMinor > 0 ? PayoutSkip.InAnotherRun
            : account is null ? PayoutSkip.NoBankAccount
            : account.Method is PayoutMethod.Stripe && connected is not { MayReceive: true }
                ? PayoutSkip.StripeNotReady
            : account.PausedReason is not null ? PayoutSkip.Paused
            : !includeNotDue && !IsDue(account.Schedule, lastPaidOn, today) ? PayoutSkip.NotDue
            : amount < Math.Max(1, account.MinimumMinor) ? PayoutSkip.BelowMinimum
            : null;
        return new PayoutCandidate(
            shop.Seller,
            shop.BalanceMinor,
            shop.HeldMinor,
            shop.ReserveMinor,
            account,
            lastPaidOn,
            skip is null ? amount : 0,
            skip
        )
        {
            StripeAccount = account is { Method: PayoutMethod.Stripe }
                ? connected?.AccountId
                : null,
            DueOn = skip is PayoutSkip.NotDue ? NextOn(account!.Schedule, today) : null,
        };
    }

    /// <summary>A day of the schedule has come since the last payout.</summary>
    public static bool IsDue(PayoutSchedule schedule, DateOnly? lastPaidOn, DateOnly today) =>
        LatestOn(schedule, today) is { } latest && (lastPaidOn is null || lastPaidOn < latest);

    /// <summary>The first day of the schedule after today; null for shops paid on request.</summary>
    public static DateOnly? NextOn(PayoutSchedule schedule, DateOnly today) =>
        schedule switch
        {
            PayoutSchedule.Daily => today.AddDays(1),
            PayoutSchedule.Weekly => MondayOf(today).AddDays(7),
            PayoutSchedule.Monthly => FirstOf(today).AddMonths(1),
            PayoutSchedule.OnRequest => null,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
        };

    private static DateOnly? LatestOn(PayoutSchedule schedule, DateOnly today) =>
        schedule switch
        {
            PayoutSchedule.Daily => today,
            PayoutSchedule.Weekly => MondayOf(today),
            PayoutSchedule.Monthly => FirstOf(today),
            PayoutSchedule.OnRequest => null,
            _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
        };

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
