using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>What there is for rules to match.</summary>
/// <param name="Products">Of those the rules name, the ones that exist.</param>
/// <param name="Currencies">Products have prices in, or sales were made in.</param>
/// <param name="Levels">Shops have today.</param>
/// <param name="Now">No sale is made before it any more.</param>
public sealed record RuleWorld(
    IReadOnlySet<SellerId> Shops,
    IReadOnlyDictionary<ProductId, ProductFact> Products,
    IReadOnlyDictionary<CategoryId, CategoryFact> Categories,
    IReadOnlySet<Currency> Currencies,
    IReadOnlySet<string> Levels,
    DateTimeOffset Now
);

/// <summary>
/// Which rules of a set no sale can meet as things stand, and why. Says so only when it is sure: a rule
/// that several earlier ones cover together is not found.
/// </summary>
public static class RuleReachPolicy
{
    /// <summary>By rule, in order; null where some sale could meet it.</summary>
    public static IReadOnlyList<string?> WhyNever(IReadOnlyList<RuleDraft> rules, RuleWorld world)
    {
        var reasons = new List<string?>(rules.Count);
        for (var i = 0; i < rules.Count; i++)
        {
            reasons.Add(
                WhyAlone(rules[i], world)
                    ?? (
                        Enumerable
                            .Range(0, i)
                            .FirstOrDefault(
                                j => reasons[j] is null && Covers(rules[j], rules[i], world),
                                -1
                            )
                            is var earlier
                                and >= 0
                            ? $"Rule {earlier + 1}, “{rules[earlier].Name}”, takes every sale it could match."
                            : null
                    )
            );
        }

        return reasons;
    }

    private static string? WhyAlone(RuleDraft rule, RuleWorld world) =>
        rule.EndsAt <= world.Now ? "Its time is over."
        : IsGone(rule.Sellers, world.Shops.Contains) ? "None of its shops exists any more."
        : IsGone(rule.Products, world.Products.ContainsKey)
            ? "None of its products exists any more."
        : IsGone(rule.Categories, world.Categories.ContainsKey)
            ? "None of its categories exists any more."
        : IsGone(rule.Levels, world.Levels.Contains) ? "No shop has one of its levels."
        : rule.Currency is { } currency && !world.Currencies.Contains(currency)
            ? $"Nobody sells in {currency.Code}."
        : WhyNoProduct(rule, world);

    /// <summary>Products a rule names contradict what else it asks.</summary>
    private static string? WhyNoProduct(RuleDraft rule, RuleWorld world)
    {
        if (rule.Products is null)
        {
            return null;
        }

        var products = Existing(rule.Products, world);
        return !products.Exists(p => IsOf(p, rule.Sellers))
                ? "None of its products is sold by one of its shops."
            : !products.Exists(p => IsIn(p, rule.Categories, world))
                ? "None of its products is in one of its categories."
            : !products.Exists(p => rule.Currency is null || p.Currency == rule.Currency)
                ? $"None of its products has a price in {rule.Currency!.Value.Code}."
            : !products.Exists(p =>
                IsOf(p, rule.Sellers)
                && IsIn(p, rule.Categories, world)
                && (rule.Currency is null || p.Currency == rule.Currency)
            )
                ? "None of its products meets its other conditions together."
            : null;
    }

    /// <summary>Every sale that meets <paramref name="later"/> meets <paramref name="earlier"/> too.</summary>
    private static bool Covers(RuleDraft earlier, RuleDraft later, RuleWorld world)
    {
        var products = later.Products is null ? null : Existing(later.Products, world);
        return IsWithin(later.Products, earlier.Products)
            && (
                IsWithin(later.Sellers, earlier.Sellers)
                || products?.TrueForAll(p => IsOf(p, earlier.Sellers)) == true
            )
            && (
                IsBelow(later.Categories, earlier.Categories, world)
                || products?.TrueForAll(p => IsIn(p, earlier.Categories, world)) == true
            )
            && IsWithin(later.Levels, earlier.Levels)
            && (earlier.Currency is null || earlier.Currency == later.Currency)
            && (earlier.FromMinor is null or 0 || earlier.FromMinor <= later.FromMinor)
            && (
                earlier.StartsAt is null
                || earlier.StartsAt <= world.Now
                || earlier.StartsAt <= later.StartsAt
            )
            && (earlier.EndsAt is null || later.EndsAt <= earlier.EndsAt);
    }

    private static List<ProductFact> Existing(IReadOnlyList<ProductId> ids, RuleWorld world) =>
        [.. ids.Where(world.Products.ContainsKey).Select(id => world.Products[id])];

    private static bool IsGone<T>(IReadOnlyList<T>? named, Func<T, bool> exists) =>
        named is not null && !named.Any(exists);

    private static bool IsOf(ProductFact product, IReadOnlyList<SellerId>? shops) =>
        shops is null || shops.Contains(product.Seller);

    private static bool IsIn(
        ProductFact product,
        IReadOnlyList<CategoryId>? categories,
        RuleWorld world
    ) =>
        categories is null
        || (
            product.Category is { } category
            && world.Categories.TryGetValue(category, out var known)
            && known.Path.Any(categories.Contains)
        );

    private static bool IsWithin<T>(IReadOnlyList<T>? part, IReadOnlyList<T>? whole) =>
        whole is null || (part is not null && part.All(whole.Contains));

    private static bool IsBelow(
        IReadOnlyList<CategoryId>? part,
        IReadOnlyList<CategoryId>? whole,
        RuleWorld world
    ) =>
        whole is null
        || (
            part is not null
            && part.Where(world.Categories.ContainsKey)
                .All(c => world.Categories[c].Path.Any(whole.Contains))
        );
}
