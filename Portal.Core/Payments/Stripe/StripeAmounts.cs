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
        var code = amount.Currency.Code;
        var perMajor =
            WithoutDecimals.Contains(code) ? 1
            : WithThreeDecimals.Contains(code) ? 1_000
            : 100;
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

    /// <summary>Whether Stripe speaks of exactly this amount. It writes currencies in small letters.</summary>
    public static bool AreSame(Money ours, long? amount, string? currency) =>
        amount is { } told
        && Of(ours) == told
        && string.Equals(ours.Currency.Code, currency, StringComparison.OrdinalIgnoreCase);
}
