using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Settlement.Rules;

/// <summary>Which rules no sale can meet, and why. Shops 1 and 2; product 11 of shop 1 is a kettle, 12 of shop 2 has no category.</summary>
public sealed class RuleReachPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Currency Pounds = Currency.Of("GBP");
    private static readonly CategoryId Home = new(100);
    private static readonly CategoryId Kettles = new(101);

    private static readonly RuleWorld World = new(
        new HashSet<SellerId> { new(1), new(2) },
        new Dictionary<ProductId, ProductFact>
        {
            [new(11)] = new(new(11), new(1), "KETTLE", "Kettle", Pounds, Kettles),
            [new(12)] = new(new(12), new(2), "LAMP", "Lamp", Pounds, null),
        },
        new Dictionary<CategoryId, CategoryFact>
        {
            [Home] = new(Home, [Home], "Home"),
            [Kettles] = new(Kettles, [Home, Kettles], "Home › Kettles"),
        },
        new HashSet<Currency> { Pounds },
        new HashSet<string>(StringComparer.Ordinal) { "gold" },
        Now
    );

    private static RuleDraft Any => new("Any", 100);

    public static TheoryData<RuleDraft, string> Impossible =>
        new()
        {
            { Any with { EndsAt = Now }, "Its time is over." },
            { Any with { Sellers = [new(9)] }, "None of its shops exists any more." },
            { Any with { Products = [new(19)] }, "None of its products exists any more." },
            { Any with { Categories = [new(109)] }, "None of its categories exists any more." },
            { Any with { Levels = ["glod"] }, "No shop has one of its levels." },
            { Any with { Currency = Currency.Of("USD") }, "Nobody sells in USD." },
            {
                Any with
                {
                    Products = [new(11)],
                    Sellers = [new(2)],
                },
                "None of its products is sold by one of its shops."
            },
            {
                Any with
                {
                    Products = [new(12)],
                    Categories = [Home],
                },
                "None of its products is in one of its categories."
            },
            {
                Any with
                {
                    Products = [new(11), new(12)],
                    Sellers = [new(2)],
                    Categories = [Home],
                },
                "None of its products meets its other conditions together."
            },
        };

    public static TheoryData<RuleDraft, RuleDraft> Shadowed =>
        new()
        {
            { Any, Any },
            { Any, Any with { Sellers = [new(1)], FromMinor = 5, Currency = Pounds } },
            { Any with { Sellers = [new(1), new(2)] }, Any with { Sellers = [new(2)] } },
            { Any with { Sellers = [new(1)] }, Any with { Products = [new(11)] } },
            { Any with { Categories = [Home] }, Any with { Categories = [Kettles] } },
            { Any with { Categories = [Home] }, Any with { Products = [new(11)] } },
            { Any with { Levels = ["gold"] }, Any with { Levels = ["gold"], Sellers = [new(1)] } },
            {
                Any with
                {
                    Currency = Pounds,
                    FromMinor = 5,
                },
                Any with
                {
                    Currency = Pounds,
                    FromMinor = 6,
                }
            },
            { Any with { EndsAt = Now.AddDays(2) }, Any with { EndsAt = Now.AddDays(1) } },
            { Any with { StartsAt = Now.AddDays(1) }, Any with { StartsAt = Now.AddDays(2) } },
        };

    public static TheoryData<RuleDraft, RuleDraft> Open =>
        new()
        {
            { Any with { Sellers = [new(1)] }, Any },
            { Any with { Sellers = [new(1)] }, Any with { Sellers = [new(1), new(2)] } },
            { Any with { Sellers = [new(1)] }, Any with { Products = [new(12)] } },
            { Any with { Categories = [Kettles] }, Any with { Categories = [Home] } },
            { Any with { Categories = [Home] }, Any with { Products = [new(12)] } },
            { Any with { Levels = ["gold"] }, Any with { Sellers = [new(1)] } },
            { Any with { Currency = Pounds }, Any },
            {
                Any with
                {
                    Currency = Pounds,
                    FromMinor = 6,
                },
                Any with
                {
                    Currency = Pounds,
                    FromMinor = 5,
                }
            },
            { Any with { Currency = Pounds, FromMinor = 6 }, Any with { Currency = Pounds } },
            { Any with { EndsAt = Now.AddDays(1) }, Any },
            { Any with { StartsAt = Now.AddDays(1) }, Any },
            // A rule that never matches hides nothing.
            { Any with { EndsAt = Now }, Any },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void RuleThatContradictsWhatThereIs_SaysWhy(RuleDraft rule, string reason)
    {
        Assert.Equal([reason], RuleReachPolicy.WhyNever([rule], World));
    }

    [Theory]
    [MemberData(nameof(Shadowed))]
    public void RuleBehindOneThatTakesAll_NamesIt(RuleDraft earlier, RuleDraft later)
    {
        var first = earlier with { Name = "First" };

        Assert.Equal(
            [null, "Rule 1, “First”, takes every sale it could match."],
            RuleReachPolicy.WhyNever([first, later], World)
        );
    }

    [Theory]
    [MemberData(nameof(Open))]
    public void RuleBehindOneThatLeavesSome_IsOpen(RuleDraft earlier, RuleDraft later)
    {
        Assert.Null(RuleReachPolicy.WhyNever([earlier, later], World)[1]);
    }
}
