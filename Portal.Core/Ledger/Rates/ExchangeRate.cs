using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

/// <summary>
/// The reference rate of a day, the same for every tenant. Never altered: what was booked by it must
/// stay explainable.
/// </summary>
public sealed class ExchangeRate : IAppendOnly
{
    /// <summary>The euro has no row; it is 1.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Day of the rate as its publisher says it.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Units of the currency for one euro; above zero.</summary>
    public required decimal PerEuro { get; init; }

    /// <summary>The file or address it was taken from.</summary>
    public required string Source { get; init; }

    public required DateTimeOffset TakenAt { get; init; }
}
