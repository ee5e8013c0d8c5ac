using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

public static class RateErrors
{
    public static readonly Error NoSource = Error.Rule(
        "rates.no_source",
        "Rates:Source names no address or file to take rates from."
    );

    public static readonly Error UnderWay = Error.Conflict(
        "rates.under_way",
        "The rates are being refreshed already."
    );

    public static readonly Error SameCurrency = Error.InvalidField(
        "to",
        "An exchange is between two currencies."
    );

    public static readonly Error KeyReused = Error.Conflict(
        "rates.key_reused",
        "This key was used before for another exchange."
    );

    public static Error UnknownCurrency(string code) =>
        Error.NotFound("rates.unknown_currency", $"There are no rates of {code}.");

    public static Error NoRate(Currency from, Currency to) =>
        Error.Rule(
            "rates.no_rate",
            $"There is no reference rate between {from.Code} and {to.Code} to hold this against."
        );

    public static Error FarFromReference(decimal percent, decimal most) =>
        Error.Rule(
            "rates.far_from_reference",
            $"This is {Math.Abs(percent):0.#} % away from the reference rate; {most:0.#} % are allowed. Check the amounts."
        );

    public static Error Unreadable(string what) => Error.Invalid("rates.unreadable", what);

    public static Error Unreachable(string source, string what) =>
        Error.Rule("rates.unreachable", $"{source} did not give the rates: {what}");

    public static Error Stale(DateOnly newest, int days) =>
        Error.Rule(
            "rates.stale",
            $"The newest rates are of {newest:yyyy-MM-dd}, {days} days old. See whether their source still publishes."
        );
}
