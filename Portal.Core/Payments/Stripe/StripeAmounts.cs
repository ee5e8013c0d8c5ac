using System.Collections.Frozen;
using Portal.Core.Kernel;

namespace Portal.Core.Payments.Stripe;

/// <summary>
/// Amounts as Stripe counts them. It has its own list of currencies without decimals, counts ISK and
/// UGX in hundredths although ISO gives them none, and takes only tens of the third decimal.
/// </summary>
public static class StripeAmounts
{
    private static readonly FrozenSet<string> WithoutDecimals = FrozenSet.ToFrozenSet(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "JPY",
            "KMF",
            "KRW",
            "MGA",
            "PYG",
            "RWF",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> WithThreeDecimals = FrozenSet.ToFrozenSet(
        ["BHD", "JOD", "KWD", "OMR", "TND"],
        StringComparer.Ordinal
    );

    /// <summary>Null for an amount that Stripe has no number for.</summary>
    public static long? Of(Money amount)
    {
        var perMajor = PerMajor(amount.Currency);
        var counted = (Int128)amount.Minor * perMajor;
        if (
            counted % amount.Currency.MinorPerMajor != 0
            || (perMajor == 1_000 && amount.Minor % 10 != 0)
            || counted / amount.Currency.MinorPerMajor > long.MaxValue
        )
        {
            return null;
        }

        return (long)(counted / amount.Currency.MinorPerMajor);
    }

    /// <summary>What Stripe counts as so much. Null in a currency we do not know, or for less than its smallest unit.</summary>
    public static Money? ToMoney(long? amount, string? currency)
    {
        if (amount is not { } counted || !Currency.TryParse(currency, out var known))
        {
            return null;
        }

        var minor = (Int128)counted * known.MinorPerMajor;
        var perMajor = PerMajor(known);
        var isExact = minor % perMajor == 0;
        minor /= perMajor;
        return isExact && minor <= long.MaxValue && minor >= long.MinValue
            ? new Money((long)minor, known)
            : null;
    }

    /// <summary>Whether Stripe speaks of exactly this amount. It writes currencies in small letters.</summary>
    public static bool AreSame(Money ours, long? amount, string? currency) =>
        amount is { } told
        && Of(ours) == told
        && string.Equals(ours.Currency.Code, currency, StringComparison.OrdinalIgnoreCase);

    private static int PerMajor(Currency currency) =>
        WithoutDecimals.Contains(currency.Code) ? 1
        : WithThreeDecimals.Contains(currency.Code) ? 1_000
        : 100;
}
