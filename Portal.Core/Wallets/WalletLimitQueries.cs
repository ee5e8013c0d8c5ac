using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Wallets;

/// <summary>The limits of one currency, in minor units.</summary>
public sealed record WalletLimitsView(Money Balance, Money TopUp, Money Day, Money Adjustment);

/// <summary>What wallets may hold and move. Refuses without the right to see them.</summary>
public sealed class WalletLimitQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>Of every currency with a wallet or limits of its own, and of the tenant's; by currency.</summary>
    public async Task<Result<IReadOnlyList<WalletLimitsView>>> ListAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(WalletPermissions.Read, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var set = await db.WalletLimits.AsNoTracking().ToListAsync(ct);
        var used = await db.Wallets.Select(w => w.Currency).Distinct().ToListAsync(ct);
        var own = (await tenants.CurrentAsync(ct)).Currency;
        return used.Append(own)
            .Concat(set.Select(l => l.Currency))
            .Distinct()
            .OrderBy(c => c.Code, StringComparer.Ordinal)
            .Select(c => View(set.Find(l => l.Currency == c) ?? WalletLimits.Usual(c)))
            .ToList();
    }

    private static WalletLimitsView View(WalletLimits limits) =>
        new(
            new Money(limits.BalanceMinor, limits.Currency),
            new Money(limits.TopUpMinor, limits.Currency),
            new Money(limits.DayMinor, limits.Currency),
            new Money(limits.AdjustmentMinor, limits.Currency)
        );
}
