using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Rules;

/// <summary>Which rule a sale gets, as it is frozen when the sale is booked.</summary>
public sealed class RuleConditionTests : PortalTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    private FrozenSales _sales = null!;
    private RuleDesk _desk = null!;
    private SellerId _other;
    private long _home;
    private long _kitchen;
    private long _kettles;
    private long _kettle;
    private long _lamp;

    private DateTimeOffset Now => Portal.Clock.GetUtcNow();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _sales = new FrozenSales(Portal);
        _desk = new RuleDesk(Portal);
        _other = await _sales.AddShopAsync("other");
        _home = await _sales.AddCategoryAsync("Home");
        _kitchen = await _sales.AddCategoryAsync("Kitchen", _home);
        _kettles = await _sales.AddCategoryAsync("Kettles", _kitchen);
        _kettle = await _sales.AddProductAsync("KETTLE", Portal.Seller, _kettles);
        _lamp = await _sales.AddProductAsync("LAMP", _other, _home);
    }

    [Fact]
    public async Task EachCondition_HoldsForItsOwnSalesOnly()
    {
        await SetLevelAsync(_other, "gold");
        var (mine, theirs) = (Line(_kettle), Line(_lamp, shop: _other));
        var (plain, euros) = (Line(0), Line(_kettle, currency: "EUR"));
        await AssertMatchesAsync(Rule(), mine, theirs, plain, euros);
        await AssertMatchesAsync(Rule() with { Sellers = [_other] }, [theirs], not: [mine, plain]);
        await AssertMatchesAsync(
            Rule() with
            {
                Sellers = [_other, Portal.Seller],
            },
            mine,
            theirs,
            plain
        );
        await AssertMatchesAsync(
            Rule() with
            {
                Products = [new(_kettle)],
            },
            [mine, euros],
            not: [theirs, plain]
        );
        await AssertMatchesAsync(
            Rule() with
            {
                Levels = ["gold", "silver"],
            },
            [theirs],
            not: [mine, plain]
        );
        await AssertMatchesAsync(
            Rule() with
            {
                Currency = Currency.Of("EUR"),
            },
            [euros],
            not: [mine]
        );
        await AssertMatchesAsync(
            Rule() with
            {
                Currency = Pounds,
                FromMinor = 1_001,
            },
            [Line(_kettle, minor: 1_001)],
            not: [mine]
        );
    }

    [Fact]
    public async Task Category_HoldsWithAllBelowIt()
    {
        var (kettle, lamp, plain) = (Line(_kettle), Line(_lamp, shop: _other), Line(0));
        await AssertMatchesAsync(In(_home), [kettle, lamp], not: [plain]);
        await AssertMatchesAsync(In(_kitchen), [kettle], not: [lamp, plain]);
        await AssertMatchesAsync(In(_kettles), [kettle], not: [lamp]);
    }

    [Fact]
    public async Task ConditionsTogether_AllHaveToHold()
    {
        await SetLevelAsync(Portal.Seller, "gold");
        await AssertMatchesAsync(
            new(
                "All",
                500,
                [Portal.Seller],
                [new(_kettle)],
                [new(_kitchen)],
                ["gold"],
                Pounds,
                FromMinor: 900
            ),
            [Line(_kettle)],
            not:
            [
                Line(_kettle, minor: 899),
                Line(_kettle, currency: "EUR"),
                Line(_lamp, shop: _other),
                Line(0),
            ]
        );
    }

    [Fact]
    public async Task WhatARuleNames_OnceGone_NeverWidensIt()
    {
        var shop = await _sales.AddShopAsync("closing");
        var category = await _sales.AddCategoryAsync("Fading", _home);
        var product = await _sales.AddProductAsync("FADING", _other);
        await _desk.HoldAsync(
            Rule() with
            {
                Sellers = [shop],
            },
            Rule() with
            {
                Products = [new(product)],
            },
            In(category),
            Rule() with
            {
                Levels = ["gone"],
            }
        );
        await Portal.AdminScalarAsync<int>(
            $"""
            DELETE FROM tenancy.sellers WHERE id = {shop.Value};
            DELETE FROM catalog.products WHERE id = {product};
            DELETE FROM catalog.categories WHERE id = {category}
            """
        );

        SoldLine[] lines = [Line(_kettle), Line(_lamp, shop: _other), Line(0)];
        var orders = await _sales.SellAsync(Array.ConvertAll(lines, AtNow));

        foreach (var order in orders)
        {
            Assert.Equal((0, "none"), await _sales.FrozenAsync(order));
        }
    }

    [Fact]
    public async Task RuleThatAsksForNothingOfAKind_IsRefusedAndTheDatabaseRefusesItToo()
    {
        var draft = await _desk.DraftAsync("Draft", Rule());
        Assert.Equal(
            ["categories"],
            (await _desk.SaveAsync(draft, Rule() with { Categories = [] })).Error.Fields.Keys
        );

        await _desk.HoldAsync(In(_home));
        foreach (
            var column in (string[])["seller_ids", "product_ids", "category_ids", "seller_levels"]
        )
        {
            var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
                Portal.AdminScalarAsync<int>(
                    $"UPDATE settlement.commission_rules SET {column} = '{{}}'"
                )
            );
            Assert.Equal("ck_commission_rules_conditions", refused.ConstraintName);
        }
    }

    [Fact]
    public async Task Times_CountFromTheFirstInstantToTheLastButOne()
    {
        await _desk.HoldAsync(
            Rule() with
            {
                Name = "Feast",
                StartsAt = Now.AddDays(1),
                EndsAt = Now.AddDays(2),
            },
            Rule()
        );
        var tick = TimeSpan.FromMicroseconds(1);

        var orders = await _sales.SellAsync(
            Line(0, at: Now.AddDays(1) - tick),
            Line(0, at: Now.AddDays(1)),
            Line(0, at: Now.AddDays(2) - tick),
            Line(0, at: Now.AddDays(2)),
            Line(0, at: Now - tick)
        );

        Assert.Equal("Rule", (await _sales.FrozenAsync(orders[0])).Rule);
        Assert.Equal("Feast", (await _sales.FrozenAsync(orders[1])).Rule);
        Assert.Equal("Feast", (await _sales.FrozenAsync(orders[2])).Rule);
        Assert.Equal("Rule", (await _sales.FrozenAsync(orders[3])).Rule);
        Assert.Equal("none", (await _sales.FrozenAsync(orders[4])).Rule);
    }

    [Fact]
    public async Task Level_IsTheOneAtTheSale()
    {
        await _desk.HoldAsync(Rule() with { Levels = ["gold"] });
        var before = Now;
        Portal.Clock.Advance(TimeSpan.FromHours(1));
        await SetLevelAsync(Portal.Seller, "gold");
        var gold = Now;
        Portal.Clock.Advance(TimeSpan.FromHours(1));
        await SetLevelAsync(Portal.Seller, null);

        var orders = await _sales.SellAsync(
            Line(0, at: before),
            Line(0, at: gold),
            Line(0, at: Now)
        );

        Assert.Equal("none", (await _sales.FrozenAsync(orders[0])).Rule);
        Assert.Equal("Rule", (await _sales.FrozenAsync(orders[1])).Rule);
        Assert.Equal("none", (await _sales.FrozenAsync(orders[2])).Rule);
        Assert.Equal(
            SettlementErrors.LevelIsThat,
            (await TrySetLevelAsync(Portal.Seller, null)).Error
        );
    }

    /// <summary>The share is rounded half up, then floor and cap, each in the sale's own currency.</summary>
    [Theory]
    [InlineData("GBP", 4, 1)] // 12.5 % of 4 is half a penny
    [InlineData("GBP", 3, 0)]
    [InlineData("EUR", 100, 50)]
    [InlineData("EUR", 30, 30)] // the floor, but not more than the sale
    [InlineData("EUR", 10_000, 900)]
    [InlineData("JPY", 10_000, 1_250)]
    public async Task Amounts_AreTheirCurrencysOwn(string currency, long minor, long expected)
    {
        await _desk.HoldAsync(
            new("Euros", 1_250, Currency: Currency.Of("EUR"), FloorMinor: 50, CapMinor: 900),
            new("Others", 1_250)
        );

        var orders = await _sales.SellAsync(Line(0, minor: minor, currency: currency, at: Now));

        Assert.Equal(expected, (await _sales.FrozenAsync(orders[0])).Commission);
    }

    private static RuleDraft Rule() => new("Rule", 1_000);

    private static RuleDraft In(long category) => Rule() with { Categories = [new(category)] };

    private SoldLine Line(
        long product,
        long minor = 1_000,
        SellerId? shop = null,
        string currency = "GBP",
        DateTimeOffset? at = null
    ) => new(shop ?? Portal.Seller, product, minor, at ?? DateTimeOffset.MinValue, currency);

    private Task AssertMatchesAsync(RuleDraft rule, params SoldLine[] lines) =>
        AssertMatchesAsync(rule, lines, not: []);

    private async Task AssertMatchesAsync(RuleDraft rule, SoldLine[] lines, SoldLine[] not)
    {
        Portal.Clock.Advance(TimeSpan.FromMinutes(1));
        await _desk.HoldAsync(rule);

        var orders = await _sales.SellAsync([.. lines.Concat(not).Select(AtNow)]);

        for (var i = 0; i < orders.Count; i++)
        {
            Assert.Equal(
                (i, i < lines.Length ? rule.Name : "none"),
                (i, (await _sales.FrozenAsync(orders[i])).Rule)
            );
        }
    }

    private SoldLine AtNow(SoldLine line) =>
        line with
        {
            At = line.At == DateTimeOffset.MinValue ? Now : line.At,
        };

    private async Task SetLevelAsync(SellerId shop, string? level) =>
        Assert.False((await TrySetLevelAsync(shop, level)).Failed);

    private async Task<Result> TrySetLevelAsync(SellerId shop, string? level)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<SetShopLevel>()
            .HandleAsync(new(shop, level, "As the season went"), default);
    }
}
