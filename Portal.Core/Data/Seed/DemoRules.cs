using Microsoft.EntityFrameworkCore;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>Levels of shops, and a draft of commission rules that some shops would win by and others lose.</summary>
internal sealed class DemoRules(IDbContextFactory<PortalDbContext> contexts, TimeProvider clock)
    : IDemoStep
{
    private const string By = "Femi Adler";

    /// <summary>Shop, level, days ago, reason.</summary>
    private static readonly (string Shop, string Level, int DaysAgo, string Reason)[] Levels =
    [
        ("copper-kettle", "silver", 120, "Second year on the marketplace"),
        ("copper-kettle", "gold", 45, "Fewest returns of all shops this season"),
        ("candle-room", "gold", 120, "Founding shop"),
        ("field-and-thread", "silver", 120, "Second year on the marketplace"),
        ("paper-lantern", "basic", 120, "New on the marketplace"),
        ("werkbank", "gold", 120, "Gründungspartner"),
        ("kaffeekontor", "silver", 90, "Zweites Jahr auf dem Marktplatz"),
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.CommissionSets.AnyAsync(ct))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var shops = await db.Sellers.ToDictionaryAsync(
            s => s.Slug,
            s => s.Id,
            StringComparer.Ordinal,
            ct
        );
        db.ShopLevels.AddRange(
            Levels
                .Where(l => shops.ContainsKey(l.Shop))
                .Select(l => new ShopLevel
                {
                    SellerId = shops[l.Shop],
                    Level = l.Level,
                    Since = now.AddDays(-l.DaysAgo),
                    Reason = l.Reason,
                    SetByName = By,
                })
        );
        var categories = await db.Categories.ToDictionaryAsync(
            c => c.Name,
            c => c.Id,
            StringComparer.Ordinal,
            ct
        );
        db.CommissionSets.Add(
            new CommissionSet
            {
                Name = "Kinder to good shops",
                Rules = [.. Rules(tenant.Currency, categories)],
                CreatedAt = now,
                CreatedByName = By,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    private static IEnumerable<RuleDraft> Rules(
        Currency currency,
        Dictionary<string, CategoryId> categories
    )
    {
        yield return new("Gold shops", 950, Levels: ["gold"]);
        if (categories.TryGetValue("Kitchen & Dining", out var kitchen))
        {
            yield return new(
                "Kitchen and dining",
                1_150,
                Categories: [kitchen],
                Currency: currency,
                FixedMinor: 20
            );
        }

        if (categories.TryGetValue("Cookware", out var cookware))
        {
            yield return new("Cookware", 1_000, Categories: [cookware], Currency: currency);
        }

        yield return new(
            "Large sales",
            900,
            Currency: currency,
            FromMinor: 15_000,
            CapMinor: 4_500
        );
        yield return new("Sales in dollars", 1_000, Currency: Currency.Of("USD"));
        yield return new(
            "Everything else",
            1_350,
            Currency: currency,
            FixedMinor: 20,
            FloorMinor: 60
        );
    }
}
