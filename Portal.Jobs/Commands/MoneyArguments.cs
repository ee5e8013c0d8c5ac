using System.CommandLine;
using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Jobs.Commands;

/// <summary>Currencies and amounts as people type them, for commands of a token's bearer.</summary>
internal static class MoneyArguments
{
    public static readonly Argument<string> CurrencyCode = new("currency")
    {
        Description = "ISO 4217, e.g. GBP.",
    };

    public static readonly Argument<string> Amount = new("amount")
    {
        Description = "With a point, e.g. 12.50.",
    };

    private const decimal TooMuch = 1_000_000_000_000m;

    /// <summary>Acts in <see cref="CurrencyCode"/>, or says that there is no such currency.</summary>
    public static Task<int> InCurrencyAsync(
        ParseResult parsed,
        Func<IServiceProvider, Currency, Task<Result<string>>> act,
        CancellationToken ct
    ) =>
        Currency.TryParse(parsed.GetRequiredValue(CurrencyCode), out var currency)
            ? TokenScope.RunAsync(services => act(services, currency), ct)
            : RefuseCurrencyAsync(parsed);

    /// <summary>Acts with <see cref="Amount"/> in <see cref="CurrencyCode"/>, or says what is wrong with them.</summary>
    public static Task<int> WithAmountAsync(
        ParseResult parsed,
        Func<IServiceProvider, Money, Task<Result<string>>> act,
        CancellationToken ct
    )
    {
        if (!Currency.TryParse(parsed.GetRequiredValue(CurrencyCode), out var currency))
        {
            return RefuseCurrencyAsync(parsed);
        }

        var text = parsed.GetRequiredValue(Amount);
        var isAmount =
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var major
            )
            && decimal.Round(major, currency.Decimals) == major
            && major < TooMuch;
        return isAmount
            ? TokenScope.RunAsync(services => act(services, Money.FromMajor(major, currency)), ct)
            : FailureText.PrintAsync(
                $"'{text}' is no amount in {currency.Code}.",
                ExitCodes.WrongUsage
            );
    }

    private static Task<int> RefuseCurrencyAsync(ParseResult parsed) =>
        FailureText.PrintAsync(
            $"'{parsed.GetRequiredValue(CurrencyCode)}' is no ISO 4217 currency.",
            ExitCodes.WrongUsage
        );
}
