using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Kit;

/// <summary>How amounts are written for people: the currency's own decimals, and its sign where that is unmistakable.</summary>
public static class MoneyFormat
{
    public static string Full(Money amount) =>
        Write(amount, amount.Major.ToString($"N{amount.Currency.Decimals}", Culture));

    /// <summary>For tiles and axes: 12.4K, 3.1M. Below ten thousand it is written in full.</summary>
    public static string Short(Money amount) =>
        Math.Abs(amount.Major) < 10_000m
            ? Full(amount)
            : Write(amount, NumberFormat.Short(amount.Major));

    /// <summary>For axes: no decimals that are all zeros, and short from a thousand on.</summary>
    public static string Axis(Money amount) =>
        Write(
            amount,
            Math.Abs(amount.Major) < 1_000m
                ? amount.Major.ToString("#,0.##", Culture)
                : NumberFormat.Short(amount.Major)
        );

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    private static string Write(Money amount, string number)
    {
        var (sign, digits) = number.StartsWith('-') ? ("−", number[1..]) : ("", number);
        return SymbolOf(amount.Currency) is { } symbol
            ? $"{sign}{symbol}{digits}"
            : $"{sign}{digits} {amount.Currency.Code}";
    }

    /// <summary>Only signs that name one currency; several countries share the dollar, so others keep their code.</summary>
    private static string? SymbolOf(Currency currency) =>
        currency.Code switch
        {
            "GBP" => "£",
            "EUR" => "€",
            "USD" => "$",
            "JPY" => "¥",
            "INR" => "₹",
            "KRW" => "₩",
            "NGN" => "₦",
            "VND" => "₫",
            _ => null,
        };
}
