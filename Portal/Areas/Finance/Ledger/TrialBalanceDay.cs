using System.Globalization;

namespace Portal.Areas.Finance.Ledger;

/// <summary>The day of a trial balance as it stands in addresses.</summary>
internal static class TrialBalanceDay
{
    public const string Format = "yyyy-MM-dd";

    /// <summary>Today for whatever is no day that has begun.</summary>
    public static DateOnly Of(string? text, DateOnly today) =>
        DateOnly.TryParseExact(
            text,
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
        && day < today
            ? day
            : today;
}
