namespace Portal.Core.Settlement.Rules;

/// <summary>Whether a rule says something that can be meant.</summary>
public static class RuleDraftPolicy
{
    public const int MaxRules = 200;

    private const int MaxIds = 500;
    private const long MaxMinor = 1_000_000_000_000;

    /// <summary>Mistakes by field; none when the rule may be kept.</summary>
    public static IReadOnlyDictionary<string, string[]> Mistakes(RuleDraft rule)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void When(bool wrong, string field, string text)
        {
            if (wrong)
            {
                mistakes[field] = [text];
            }
        }

        When(rule.Name.Trim().Length is < 2 or > 120, "name", "A name has 2 to 120 letters.");
        When(
            rule.RateBasisPoints is < 0 or > 10_000,
            "rate_basis_points",
            "A share is from 0 to 100 %."
        );
        When(IsWrong(rule.Sellers), "sellers", Named("shop"));
        When(IsWrong(rule.Products), "products", Named("product"));
        When(IsWrong(rule.Categories), "categories", Named("category"));
        When(IsWrong(rule.Levels), "levels", Named("level"));
        When(IsBeyond(rule.FromMinor), "from_minor", "This amount is out of range.");
        When(IsBeyond(rule.FixedMinor), "fixed_minor", "This amount is out of range.");
        When(IsBeyond(rule.CapMinor), "cap_minor", "This amount is out of range.");
        When(IsBeyond(rule.FloorMinor), "floor_minor", "This amount is out of range.");
        When(rule.FloorMinor > rule.CapMinor, "floor_minor", "The floor is above the cap.");
        When(HasAmounts(rule) && rule.Currency is null, "currency", "Amounts need a currency.");
        When(rule.EndsAt <= rule.StartsAt, "ends_at", "It would end before it starts.");
        return mistakes;
    }

    private static bool HasAmounts(RuleDraft rule) =>
        rule.FixedMinor > 0
        || rule.FloorMinor is not null
        || rule.CapMinor is not null
        || rule.FromMinor is not null;

    private static bool IsBeyond(long? minor) => minor is < 0 or > MaxMinor;

    private static bool IsWrong<T>(IReadOnlyList<T>? named) => named is { Count: 0 or > MaxIds };

    private static string Named(string noun) =>
        $"Name from 1 to {MaxIds} of this, or do not ask for a {noun}.";
}
