using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reserves;

/// <summary>What is kept of shops against refunds to come. Refuses without the right.</summary>
public sealed class ReserveQueries(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    AccountHistory history,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>
    /// Reserves of the reader's shops where something is or was kept, or is to be, by shop's name and currency. None for who
    /// sees the whole tenant.
    /// </summary>
    /// <param name="lines">So many moves of each at most, the latest.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public async Task<Result<IReadOnlyList<OwnReserve>>> OwnAsync(int lines, CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Read, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        if (reach.IsWholeTenant || reach.Sellers.Count == 0)
        {
            return new List<OwnReserve>();
        }

        var targets = await TargetsAsync(reach, ct);
        var balances = await BalancesAsync(reach, ct);
        var names = await tenants.SellerNamesAsync(ct);
        var own = new List<OwnReserve>();
        foreach (var (shop, currency) in targets.Keys.Union(balances.Keys))
        {
            var account = balances.GetValueOrDefault((shop, currency));
            own.Add(
                new OwnReserve(
                    shop,
                    names.GetValueOrDefault(shop, ""),
                    new Money(account?.Minor ?? 0, currency),
                    new Money(targets.GetValueOrDefault((shop, currency)), currency),
                    account is null
                        ? []
                        : await history.LinesAsync(account.Account, currency, null, lines, ct)
                )
            );
        }

        return own.OrderBy(r => r.SellerName, StringComparer.OrdinalIgnoreCase)
            .ThenBy(r => r.Kept.Currency.Code, StringComparer.Ordinal)
            .ToList();
    }

    private async Task<Dictionary<(SellerId, Currency), long>> TargetsAsync(
        AccessScope reach,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .PayoutAccounts.Where(a => reach.Sellers.Contains(a.SellerId) && a.ReserveMinor > 0)
            .ToDictionaryAsync(a => (a.SellerId, a.Currency), a => a.ReserveMinor, ct);
    }

    private async Task<Dictionary<(SellerId, Currency), OwnerBalance>> BalancesAsync(
        AccessScope reach,
        CancellationToken ct
    )
    {
        var shops = reach.Sellers.ToDictionary(
            s => AccountOwner.Seller(s).Key,
            StringComparer.Ordinal
        );
        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        var balances = await OwnerBalances.OfAsync(
            connection,
            tenant.Id,
            [AccountKind.Reserve],
            reach.Sellers.Select(AccountOwner.Seller).ToList(),
            ct
        );
        return balances.ToDictionary(b => (shops[b.Owner], b.Currency));
    }
}
