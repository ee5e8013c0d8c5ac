using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

/// <summary>Units of one currency for one of another, by the reference rates of a day.</summary>
public sealed record Rate(decimal Value, DateOnly Day);

/// <summary>A currency beside the base.</summary>
/// <param name="Rate">Units of the currency for one of the base.</param>
/// <param name="Before">The same on the day before that has rates; null when there is none.</param>
/// <param name="Recent">The last ninety days that have rates, oldest first.</param>
public sealed record CurrencyRate(
    Currency Currency,
    decimal Rate,
    DateOnly Day,
    decimal? Before,
    IReadOnlyList<decimal> Recent
)
{
    public decimal? ChangePercent => Before is > 0 ? (Rate / Before - 1) * 100 : null;
}

/// <summary>All rates as they are now.</summary>
/// <param name="Newest">Null when there are none.</param>
/// <param name="AgeDays">Of the newest day.</param>
/// <param name="HasSource">A job takes them from an address or file.</param>
public sealed record RateTable(
    Currency Base,
    IReadOnlyList<CurrencyRate> Rates,
    DateOnly? Newest,
    int AgeDays,
    bool IsStale,
    bool HasSource
);

/// <summary>What exchanges have left on the exchange accounts, and what that is worth.</summary>
/// <param name="Positions">Balance of each currency's exchange account: above zero was given away, below zero was received.</param>
/// <param name="Gain">Won when above zero, in the tenant's own currency at the newest rates; null where a rate is missing.</param>
public sealed record ExchangeResult(IReadOnlyList<Money> Positions, Money? Gain);
