using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Rules;

/// <summary>What past sales would have paid under other rules.</summary>
public sealed class CommissionLabTests : PortalTests
{
    private const int RandomSales = 5_000;

    private static readonly string[] Currencies = ["GBP", "EUR", "JPY"];

    private FrozenSales _sales = null!;
    private RuleDesk _desk = null!;

    private DateTimeOffset Now => Portal.Clock.GetUtcNow();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _sales = new FrozenSales(Portal);
        _desk = new RuleDesk(Portal);
    }

    /// <summary>A seed that fails is added here.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20_261_121)]
    public async Task Replay_OfTheRulesThatHeld_ChangesNoSale(int seed)
    {
        var random = new Random(seed);
        var shops = new List<SellerId> { Portal.Seller };
        var (products, categories) = (new List<(SellerId Shop, long Id)>(), new List<long>());
        for (var i = 0; i < 5; i++)
        {
            shops.Add(await _sales.AddShopAsync($"shop-{i}"));
            categories.Add(
                await _sales.AddCategoryAsync(
                    $"Category {i}",
                    i == 0 ? 0 : categories[random.Next(i)]
                )
            );
            var shop = shops[random.Next(shops.Count)];
            products.Add((shop, await _sales.AddProductAsync($"SKU-{i}", shop, categories[i])));
        }

        CommissionSetId last = default;
        for (var round = 0; round < 4; round++)
        {
            await SetLevelAsync(random, shops);
            var rules = Enumerable
                .Range(0, 8)
                .Select(i => Random(random, i, shops, products, categories));
            last = await _desk.DraftAsync($"Set {round}", [.. rules]);
            Assert.False((await _desk.PublishAsync(last)).Failed);
            await _sales.SellAsync([
                .. Enumerable
                    .Range(0, RandomSales / 4)
                    .Select(_ => RandomLine(random, shops, products)),
            ]);
            Portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        var published = await _desk.ReplayAsync(null);
        var alone = await _desk.ReplayAsync(last, days: 1);

        Assert.Equal(RandomSales, published.Totals.Sum(t => t.Sales));
        Assert.All(published.Totals, t => Assert.Equal((0, 0), (t.Changed, t.More.Minor)));
        Assert.Equal(RandomSales / 4, alone.Totals.Sum(t => t.Sales));
        Assert.All(alone.Totals, t => Assert.Equal((0, 0), (t.Changed, t.More.Minor)));
        var again = await _desk.ReplayAsync(last, days: 3);
        Assert.Equal(again.Shops, (await _desk.ReplayAsync(last, days: 3)).Shops);
        Assert.Equal(again.Totals.Sum(t => t.Sales), again.Shops.Sum(s => s.Sum.Sales));
        Assert.Equal(
            again.Totals.Sum(t => t.Drafted.Minor),
            again.Rules.SelectMany(r => r.Sums).Concat(again.Unruled).Sum(s => s.Drafted.Minor)
        );
        Assert.Equal(
            again.Totals.Sum(t => t.More.Minor),
            again.Categories.Sum(c => c.Sum.More.Minor)
        );
    }

    [Fact]
    public async Task Draft_ShowsWhoWinsWhoLosesAndByWhichRule()
    {
        var other = await _sales.AddShopAsync("other");
        var home = await _sales.AddCategoryAsync("Home");
        var kettles = await _sales.AddCategoryAsync("Kettles", home);
        var kettle = await _sales.AddProductAsync("KETTLE", Portal.Seller, kettles);
        await _desk.HoldAsync(new RuleDraft("All", 1_000));
        await _sales.SellAsync(
            new SoldLine(Portal.Seller, kettle, 10_000, Now),
            new SoldLine(other, 0, 20_000, Now),
            new SoldLine(other, 0, 500, Now, "EUR")
        );
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        var draft = await _desk.DraftAsync(
            "Draft",
            new("Home", 800, Categories: [new(home)]),
            new("Kettles", 700, Categories: [new(kettles)]),
            new("Pounds", 1_200, Currency: Currency.Of("GBP"))
        );

        var report = await _desk.ReplayAsync(draft);

        var pounds = Assert.Single(report.Totals, t => t.Gross.Currency.Code == "GBP");
        Assert.Equal(
            (2L, 3_000L, 3_200L),
            (pounds.Sales, pounds.Booked.Minor, pounds.Drafted.Minor)
        );
        Assert.Equal(
            [(other, "EUR", -50), (Portal.Seller, "GBP", -200), (other, "GBP", 400)],
            report
                .Shops.Select(s => (s.Id, s.Sum.Gross.Currency.Code, s.Sum.More.Minor))
                .OrderBy(s => s.Minor == 400)
                .ThenBy(s => s.Code, StringComparer.Ordinal)
        );
        Assert.Contains(
            report.Categories,
            c => c.Title == "Home › Kettles" && c.Sum.More.Minor == -200
        );
        Assert.Equal([1, 0, 1], report.Rules.Select(r => r.Sums.Sum(s => s.Sales)));
        Assert.Equal(
            [null, "Rule 1, “Home”, takes every sale it could match.", null],
            report.Rules.Select(r => r.NeverBecause)
        );
        Assert.Equal(500, Assert.Single(report.Unruled).Gross.Minor);
        Assert.Contains(
            LabExport.Tables(report),
            t => t.Name == "Shops" && t.Rows.Count == report.Shops.Count
        );
    }

    [Fact]
    public async Task Period_IsOfWholeDaysBeforeToday()
    {
        await _desk.HoldAsync(new RuleDraft("All", 1_000));
        await _sales.SellAsync(new SoldLine(Portal.Seller, 0, 1_000, Now));

        Assert.Empty((await _desk.ReplayAsync(null, days: 1)).Totals);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, Assert.Single((await _desk.ReplayAsync(null, days: 1)).Totals).Sales);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty((await _desk.ReplayAsync(null, days: 1)).Totals);
        await using var scope = Portal.Scope();
        var lab = scope.Get<CommissionLab>();
        Assert.Equal(["days"], (await lab.ReplayAsync(null, 91, default)).Error.Fields.Keys);
        Assert.Equal(
            SettlementErrors.SetNotFound,
            (await lab.ReplayAsync(new CommissionSetId(999_999), 1, default)).Error
        );
    }

    private SoldLine RandomLine(
        Random random,
        List<SellerId> shops,
        List<(SellerId Shop, long Id)> products
    )
    {
        var minor = random.NextInt64(1, random.Next(2) == 0 ? 100 : 100_000);
        var currency = Currencies[random.Next(Currencies.Length)];
        var product = products[random.Next(products.Count)];
        return random.Next(4) == 0
            ? new SoldLine(shops[random.Next(shops.Count)], 0, minor, Now, currency)
            : new SoldLine(product.Shop, product.Id, minor, Now, currency);
    }

    private RuleDraft Random(
        Random random,
        int number,
        List<SellerId> shops,
        List<(SellerId Shop, long Id)> products,
        List<long> categories
    )
    {
        bool Sometimes() => random.Next(3) == 0;
        var hasAmounts = Sometimes();
        return new RuleDraft(
            $"Rule {number}",
            random.Next(0, 10_001),
            Sometimes() ? [shops[random.Next(shops.Count)], shops[0]] : null,
            Sometimes() ? [new ProductId(products[random.Next(products.Count)].Id)] : null,
            Sometimes() ? [new CategoryId(categories[random.Next(categories.Count)])] : null,
            Sometimes() ? ["gold"] : null,
            hasAmounts || Sometimes()
                ? Currency.Of(Currencies[random.Next(Currencies.Length)])
                : null,
            hasAmounts ? random.Next(50_000) : null,
            hasAmounts ? random.Next(500) : 0,
            hasAmounts && Sometimes() ? random.Next(300) : null,
            hasAmounts && Sometimes() ? random.Next(300, 20_000) : null,
            EndsAt: Sometimes() ? Now.AddHours(random.Next(1, 40)) : null
        );
    }

    private async Task SetLevelAsync(Random random, List<SellerId> shops)
    {
        await using var scope = Portal.Scope();
        var set = await scope
            .Get<SetShopLevel>()
            .HandleAsync(
                new(
                    shops[random.Next(shops.Count)],
                    random.Next(2) == 0 ? "gold" : "silver",
                    "As it went"
                ),
                default
            );
        Assert.True(!set.Failed || set.Error == SettlementErrors.LevelIsThat);
    }
}
