using System.Globalization;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Areas.Finance.Settlement;

/// <summary>
/// A rule while somebody types. What it names and is gone stays named until somebody takes it out:
/// a condition must not vanish because its last shop did.
/// </summary>
public sealed class RuleFields
{
    /// <summary>Before the number of a product that is gone, where others have their SKU.</summary>
    private const char Gone = '#';

    private static readonly char[] Separators = [',', '\n'];

    public string Name { get; set; } = "";

    public decimal Percent { get; set; } = 10;

    public string[] Sellers { get; set; } = [];

    public string[] Categories { get; set; } = [];

    /// <summary>SKUs, parted by commas.</summary>
    public string Products { get; set; } = "";

    /// <summary>Parted by commas.</summary>
    public string Levels { get; set; } = "";

    public string Currency { get; set; } = "";

    public decimal? From { get; set; }

    public decimal? Fixed { get; set; }

    public decimal? Floor { get; set; }

    public decimal? Cap { get; set; }

    public DateOnly? FirstDay { get; set; }

    public DateOnly? LastDay { get; set; }

    public IReadOnlyList<string> Skus => Split(Products);

    /// <param name="dayOf">The business day of an instant.</param>
    internal static RuleFields Of(
        RuleDraft rule,
        RuleParts parts,
        Func<DateTimeOffset, DateOnly> dayOf
    ) =>
        new()
        {
            Name = rule.Name,
            Percent = rule.RateBasisPoints / 100m,
            Sellers = [.. (rule.Sellers ?? []).Select(s => Number(s.Value))],
            Categories = [.. (rule.Categories ?? []).Select(c => Number(c.Value))],
            Products = string.Join(
                ", ",
                (rule.Products ?? []).Select(p =>
                    parts.Products.GetValueOrDefault(p)?.Sku ?? Gone + Number(p.Value)
                )
            ),
            Levels = string.Join(", ", rule.Levels ?? []),
            Currency = rule.Currency?.Code ?? "",
            From = Major(rule, rule.FromMinor),
            Fixed = Major(rule, rule.FixedMinor == 0 ? null : rule.FixedMinor),
            Floor = Major(rule, rule.FloorMinor),
            Cap = Major(rule, rule.CapMinor),
            FirstDay = rule.StartsAt is { } start ? dayOf(start) : null,
            LastDay = rule.EndsAt is { } end ? dayOf(end.AddTicks(-1)) : null,
        };

    /// <summary>The rule, or what is wrong with it.</summary>
    /// <param name="known">The products of <see cref="Skus"/> that exist.</param>
    /// <param name="startOf">The instant a business day begins.</param>
    internal Result<RuleDraft> ToRule(
        IReadOnlyList<ProductFact> known,
        Func<DateOnly, DateTimeOffset> startOf
    )
    {
        Currency? currency = null;
        if (Currency.Trim().Length > 0)
        {
            if (!Portal.Core.Kernel.Currency.TryParse(Currency, out var given))
            {
                return Error.InvalidField("currency", "There is no such currency.");
            }

            currency = given;
        }

        if (currency is null && (From ?? Fixed ?? Floor ?? Cap) is not null)
        {
            return Error.InvalidField("currency", "Amounts need a currency.");
        }

        var products = new List<ProductId>();
        foreach (var sku in Skus)
        {
            if (known.FirstOrDefault(p => p.Sku == sku) is { } product)
            {
                products.Add(product.Id);
            }
            else if (
                sku[0] == Gone
                && long.TryParse(sku[1..], CultureInfo.InvariantCulture, out var id)
            )
            {
                products.Add(new ProductId(id));
            }
            else
            {
                return Error.InvalidField("products", $"There is no product {sku}.");
            }
        }

        return new RuleDraft(
            Name.Trim(),
            (int)Math.Round(Math.Clamp(Percent, -1, 101) * 100),
            OrAny([.. Sellers.Select(s => new SellerId(Parse(s)))]),
            OrAny(products),
            OrAny([.. Categories.Select(c => new CategoryId(Parse(c)))]),
            OrAny(Split(Levels)),
            currency,
            Minor(From, currency),
            Minor(Fixed, currency) ?? 0,
            Minor(Floor, currency),
            Minor(Cap, currency),
            FirstDay is { } first ? startOf(first) : null,
            LastDay is { } last ? startOf(last.AddDays(1)) : null
        );
    }

    /// <summary>What is too large for any sale is refused by the act, not by an overflow here.</summary>
    private static long? Minor(decimal? major, Currency? currency) =>
        major is { } amount
            ? Money.FromMajor(Math.Clamp(amount, -1, 1_000_000_000_000), currency!.Value).Minor
            : null;

    private static decimal? Major(RuleDraft rule, long? minor) =>
        minor is { } amount && rule.Currency is { } currency
            ? new Money(amount, currency).Major
            : null;

    private static List<T>? OrAny<T>(List<T> named) => named.Count == 0 ? null : named;

    private static List<string> Split(string text) =>
        [
            .. text.Split(
                    Separators,
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                )
                .Distinct(StringComparer.Ordinal),
        ];

    private static string Number(long id) => id.ToString(CultureInfo.InvariantCulture);

    private static long Parse(string id) => long.Parse(id, CultureInfo.InvariantCulture);
}
