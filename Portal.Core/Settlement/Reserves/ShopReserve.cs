using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reserves;

/// <summary>A shop's balance in a currency and what is kept beside it, at one moment.</summary>
/// <param name="BalanceMinor">Below zero it owes.</param>
/// <param name="HeldMinor">Of the balance, in runs that wait.</param>
/// <param name="ReserveMinor">What is kept.</param>
/// <param name="TargetMinor">What is to be kept.</param>
public sealed record ShopReserve(
    SellerId Seller,
    long BalanceMinor,
    long HeldMinor,
    long ReserveMinor,
    long TargetMinor
)
{
    /// <summary>The reserve's account; none while nothing was ever kept, or nobody asked for it.</summary>
    internal AccountId? Account { get; init; }

    /// <summary>What is to go into the reserve now; below zero what is to come out of it.</summary>
    public long MoveMinor =>
        ReservePolicy.MoveOf(BalanceMinor, HeldMinor, ReserveMinor, TargetMinor);

    /// <summary>What the reserve still lacks.</summary>
    public long LacksMinor => Math.Max(0, TargetMinor - ReserveMinor);

    /// <summary>The same once that has moved; settled once more, it stays as it is.</summary>
    public ShopReserve Settled() =>
        this with
        {
            BalanceMinor = BalanceMinor - MoveMinor,
            ReserveMinor = ReserveMinor + MoveMinor,
        };
}
