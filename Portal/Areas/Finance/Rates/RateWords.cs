using System.Globalization;
using Portal.Core.Ledger.Rates;

namespace Portal.Areas.Finance.Rates;

/// <summary>How rates are written for people.</summary>
internal static class RateWords
{
    /// <summary>Six significant digits at least, as rates are quoted.</summary>
    public static string Of(decimal rate) =>
        rate.ToString(
            rate switch
            {
                >= 1_000 => "N1",
                >= 100 => "N2",
                >= 10 => "N3",
                _ => "N4",
            },
            CultureInfo.CurrentCulture
        );

    public static string Of(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>+0.30%, from a change in percent.</summary>
    public static string ChangeOf(decimal percent) =>
        (percent > 0 ? "+" : "") + percent.ToString("0.00", CultureInfo.CurrentCulture) + "%";

    public static string AgeOf(RateTable table) =>
        table.AgeDays switch
        {
            0 => "Of today",
            1 => "Of yesterday",
            var days => $"{days} days old",
        };
}
