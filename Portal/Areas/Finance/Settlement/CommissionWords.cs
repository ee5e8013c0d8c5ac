using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Kit;

namespace Portal.Areas.Finance.Settlement;

/// <summary>How commission rules are told to people.</summary>
internal static class CommissionWords
{
    /// <summary>A list longer than this is told by its length.</summary>
    private const int MostNames = 3;

    /// <summary><c>12 % + £0.20, at least £0.50, at most £45.00</c></summary>
    public static string Of(RuleDraft rule)
    {
        var rate =
            (rule.RateBasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + " %";
        var fixedPart = rule.FixedMinor > 0 ? $" + {Amount(rule, rule.FixedMinor)}" : "";
        var floor = rule.FloorMinor is { } least ? $", at least {Amount(rule, least)}" : "";
        var cap = rule.CapMinor is { } most ? $", at most {Amount(rule, most)}" : "";
        return rate + fixedPart + floor + cap;
    }

    /// <summary><c>Copper Kettle · Kitchen › Cookware · level gold · in GBP · from £150.00</c></summary>
    public static string AppliesTo(
        RuleDraft rule,
        RuleParts parts,
        Func<DateTimeOffset, string> day
    )
    {
        var asked = new List<string>();
        void Ask(string? words)
        {
            if (words is not null)
            {
                asked.Add(words);
            }
        }

        Ask(
            Names(
                rule.Sellers,
                "shops",
                id => parts.Shops.GetValueOrDefault(id) ?? $"shop {id.Value} (gone)"
            )
        );
        Ask(
            Names(
                rule.Products,
                "products",
                id => parts.Products.GetValueOrDefault(id)?.Name ?? $"product {id.Value} (gone)"
            )
        );
        Ask(
            Names(
                rule.Categories,
                "categories",
                id => parts.Categories.GetValueOrDefault(id)?.Title ?? $"category {id.Value} (gone)"
            )
        );
        Ask(Names(rule.Levels, "levels", l => $"level {l}"));
        Ask(rule.Currency is { } only ? $"in {only.Code}" : null);
        Ask(rule.FromMinor is > 0 and { } least ? $"from {Amount(rule, least)}" : null);
        Ask(rule.StartsAt is { } start ? $"since {day(start)}" : null);
        Ask(rule.EndsAt is { } end ? $"before {day(end)}" : null);
        var all = asked.Count == 0 ? "every sale" : string.Join(" · ", asked);
        return char.ToUpper(all[0], CultureInfo.CurrentCulture) + all[1..];
    }

    public static string Of(CommissionSetState state) =>
        state switch
        {
            CommissionSetState.Draft => "Draft",
            CommissionSetState.Waiting => "Waits to start",
            CommissionSetState.Holding => "Holds",
            CommissionSetState.Over => "Over",
            _ => "Taken back",
        };

    public static Tone ToneOf(CommissionSetState state) =>
        state switch
        {
            CommissionSetState.Holding => Tone.Good,
            CommissionSetState.Waiting => Tone.Warn,
            CommissionSetState.Draft => Tone.Info,
            _ => Tone.Plain,
        };

    private static string? Names<T>(IReadOnlyList<T>? named, string noun, Func<T, string> name) =>
        named is null ? null
        : named.Count > MostNames ? $"{named.Count} {noun}"
        : string.Join(" or ", named.Select(name));

    private static string Amount(RuleDraft rule, long minor) =>
        rule.Currency is { } currency
            ? MoneyFormat.Full(new Money(minor, currency))
            : NumberFormat.Full(minor);
}
