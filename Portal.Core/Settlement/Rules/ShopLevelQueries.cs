using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>A level a shop was given.</summary>
/// <param name="Level">Null where it was taken away, or never given.</param>
/// <param name="Since">Null for a shop that never had one.</param>
public sealed record ShopLevelRow(
    SellerId Seller,
    string SellerName,
    string? Level,
    DateTimeOffset? Since,
    string Reason,
    string SetByName
);

/// <param name="Shops">Every shop with what it has today, by name.</param>
/// <param name="Earlier">What shops had before, the latest first.</param>
public sealed record ShopLevelBoard(
    IReadOnlyList<ShopLevelRow> Shops,
    IReadOnlyList<ShopLevelRow> Earlier
);

/// <summary>Which shop has which level. Refuses without the right.</summary>
public sealed class ShopLevelQueries(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    CurrentUser user
)
{
    private const int MaxRows = 1_000;

    public async Task<Result<ShopLevelBoard>> BoardAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Levels, ct))
        {
            return Error.Forbidden;
        }

        var names = await tenants.SellerNamesAsync(ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var changes = await db
            .ShopLevels.OrderByDescending(l => l.Since)
            .ThenByDescending(l => l.Id)
            .Take(MaxRows)
            .Select(l => new ShopLevelRow(l.SellerId, "", l.Level, l.Since, l.Reason, l.SetByName))
            .ToListAsync(ct);
        var rows = changes.ConvertAll(l => l with { SellerName = names[l.Seller] });
        var today = rows.DistinctBy(l => l.Seller).ToDictionary(l => l.Seller);
        return new ShopLevelBoard(
            [
                .. names
                    .Select(n =>
                        today.GetValueOrDefault(n.Key) ?? new(n.Key, n.Value, null, null, "", "")
                    )
                    .OrderBy(l => l.SellerName, StringComparer.CurrentCulture)
                    .ThenBy(l => l.Seller.Value),
            ],
            [.. rows.Where(l => !ReferenceEquals(today[l.Seller], l))]
        );
    }
}
