using System.Globalization;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>Whether rules make sense and name what the current tenant has.</summary>
public sealed class KnownRuleParts(TenantReader tenants, ProductReader products)
{
    /// <summary>Mistakes of the first rule that has some; null when there are none.</summary>
    /// <param name="rules">As they are to be kept.</param>
    /// <param name="before">What they name may be gone by now; it stays, and matches nothing.</param>
    /// <param name="ct">Stops the reading.</param>
    internal async Task<Error?> MistakesAsync(
        IReadOnlyList<RuleDraft> rules,
        IReadOnlyList<RuleDraft> before,
        CancellationToken ct
    )
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var mistakes = RuleDraftPolicy.Mistakes(rules[i]);
            if (mistakes.Count > 0)
            {
                return Of(mistakes, rules.Count > 1 ? i + 1 : null);
            }
        }

        var unknown = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var shops = New(rules, before, r => r.Sellers);
        if (shops.Count > 0 && shops.Except((await tenants.SellerNamesAsync(ct)).Keys).Any())
        {
            unknown["sellers"] = ["There is no such shop."];
        }

        var goods = New(rules, before, r => r.Products);
        if (goods.Count > 0 && (await products.FactsAsync(goods, ct)).Count < goods.Count)
        {
            unknown["products"] = ["There is no such product."];
        }

        var kinds = New(rules, before, r => r.Categories);
        if (
            kinds.Count > 0
            && kinds.Except((await products.CategoriesAsync(ct)).Select(c => c.Id)).Any()
        )
        {
            unknown["categories"] = ["There is no such category."];
        }

        return unknown.Count > 0 ? Of(unknown, place: null) : null;
    }

    private static List<T> New<T>(
        IReadOnlyList<RuleDraft> rules,
        IReadOnlyList<RuleDraft> before,
        Func<RuleDraft, IReadOnlyList<T>?> named
    ) =>
        [
            .. rules
                .SelectMany(r => named(r) ?? [])
                .Distinct()
                .Except(before.SelectMany(r => named(r) ?? [])),
        ];

    private static Error Of(IReadOnlyDictionary<string, string[]> mistakes, int? place)
    {
        var error = Error.InvalidFields(mistakes);
        return place is { } number
            ? error with
            {
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Rule {number} is not right."
                ),
            }
            : error;
    }
}
