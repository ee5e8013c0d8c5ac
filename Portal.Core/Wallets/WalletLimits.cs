using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Wallets;

/// <summary>How much a tenant lets wallets of one currency hold and move. Without a row the usual ones hold.</summary>
public sealed class WalletLimits : ITenantOwned, IAudited
{
    public TenantId TenantId { get; set; }

    public required Currency Currency { get; init; }

    /// <summary>Most a wallet may hold. Refunds are put in all the same: they are owed.</summary>
    public required long BalanceMinor { get; set; }

    /// <summary>Most of one top-up.</summary>
    public required long TopUpMinor { get; set; }

    /// <summary>Most that is topped up in a business day.</summary>
    public required long DayMinor { get; set; }

    /// <summary>Most one person of finance credits or debits at once.</summary>
    public required long AdjustmentMinor { get; set; }

    public static WalletLimits Usual(Currency currency) =>
        new()
        {
            Currency = currency,
            BalanceMinor = 1_000_000,
            TopUpMinor = 100_000,
            DayMinor = 250_000,
            AdjustmentMinor = 50_000,
        };
}
