using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Kit;

namespace Portal.Areas.Finance.Settlement;

/// <summary>How a commission rule is told to people.</summary>
internal static class CommissionWords
{
    /// <summary><c>12 % + £0.20, at least £0.50, at most £45.00</c></summary>
    public static string Of(CommissionRule rule)
    {
        var rate =
            (rule.RateBasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + " %";
        var fixedPart = rule.FixedMinor > 0 ? $" + {Amount(rule, rule.FixedMinor)}" : "";
        var floor = rule.FloorMinor is { } least ? $", at least {Amount(rule, least)}" : "";
        var cap = rule.CapMinor is { } most ? $", at most {Amount(rule, most)}" : "";
        return rate + fixedPart + floor + cap;
    }

    public static string AppliesTo(CommissionRule rule)
    {
        var shop = rule.SellerId is { } seller ? $"shop {seller.Value}" : "all shops";
        var product = rule.ProductId is { } id ? $", product {id.Value}" : "";
        var currency = rule.Currency is { } only ? $", in {only.Code}" : "";
        var from = rule.FromMinor is { } least ? $", from {Amount(rule, least)}" : "";
        return $"Sales of {shop}{product}{currency}{from}";
    }

    private static string Amount(CommissionRule rule, long minor) =>
        rule.Currency is { } currency
            ? MoneyFormat.Full(new Money(minor, currency))
            : NumberFormat.Full(minor);
}
