using System.Globalization;
using Portal.Core.Kernel;
using Portal.Kit;

namespace Portal.Api;

/// <summary>
/// Reads what a caller wrote in a path, a query or a body, and collects every mistake with its field.
/// Endpoints take texts and read them here, because a value the framework cannot read is refused
/// without saying which.
/// </summary>
internal sealed class ApiInput
{
    /// <summary>A page this far out is a mistake, and deep pages by number cost more than pages by key.</summary>
    private const int LastPage = 1_000_000;

    private const decimal BeyondAnyAmount = 1_000_000_000_000m;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    private readonly Dictionary<string, string[]> _mistakes = new(StringComparer.Ordinal);
    private Error? _refusal;

    /// <summary>What is wrong with the call; null when nothing is.</summary>
    public Error? Problem =>
        _refusal ?? (_mistakes.Count > 0 ? Error.InvalidFields(_mistakes) : null);

    /// <summary>A refusal of Core that came up while reading; it wins over mistakes.</summary>
    public void Refuse(Error refusal) => _refusal ??= refusal;

    public void Mistake(string field, string sentence) => _mistakes[field] = [sentence];

    public DateOnly Day(string field, string? text)
    {
        var isDay = DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        );
        if (isDay && day >= Earliest && day <= Latest)
        {
            return day;
        }

        Mistake(field, "Must be a day as YYYY-MM-DD, e.g. 2026-03-31.");
        return Earliest;
    }

    public DateOnly? DayOrNull(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null : Day(field, text);

    public long Id(string field, string? text)
    {
        if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && id > 0
        )
        {
            return id;
        }

        Mistake(field, "Must be a positive number.");
        return 0;
    }

    public long? IdOrNull(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null : Id(field, text);

    public int Number(string field, string? text, int standard, int most)
    {
        if (text is null)
        {
            return standard;
        }

        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= 1
            && number <= most
        )
        {
            return number;
        }

        Mistake(field, $"Must be a number from 1 to {most}.");
        return standard;
    }

    public int Page(string? text) => Number("page", text, 1, LastPage);

    public bool Flag(string field, string? text, bool standard)
    {
        if (text is null)
        {
            return standard;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Mistake(field, "Must be true or false.");
        return standard;
    }

    public T? OneOf<T>(string field, string? text)
        where T : struct, Enum => OneOf(field, text, EnumWords.FromKey<T>);

    public T? OneOf<T>(string field, string? text, Func<string, T?> parse)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            Mistake(
                field,
                $"Must be one of {string.Join(", ", Enum.GetValues<T>().Select(EnumWords.ToKey))}."
            );
        }

        return value;
    }

    /// <summary>Each of several values; none is all.</summary>
    public IReadOnlyList<T> AllOf<T>(string field, string[]? texts)
        where T : struct, Enum => [.. (texts ?? []).Select(t => OneOf<T>(field, t)).OfType<T>()];

    public Currency CurrencyOf(string field, string? text)
    {
        if (!Currency.TryParse(text, out var currency))
        {
            Mistake(field, "Must be an ISO 4217 currency, e.g. GBP.");
        }

        return currency;
    }

    public Currency? CurrencyOrNull(string field, string? text) =>
        string.IsNullOrEmpty(text) ? null : CurrencyOf(field, text);

    /// <summary>An amount of a currency that was read before; a mistake there is not repeated here.</summary>
    public Money AmountOf(string field, decimal? major, Currency currency)
    {
        if (_mistakes.Count > 0)
        {
            return default;
        }

        if (
            major is { } amount
            && Math.Abs(amount) < BeyondAnyAmount
            && decimal.Round(amount, currency.Decimals) == amount
        )
        {
            return Money.FromMajor(amount, currency);
        }

        Mistake(field, $"Must be a number with at most {currency.Decimals} decimals.");
        return default;
    }

    public string? Text(string field, string? text, int longest)
    {
        if (text is not null && (text.Length > longest || text.Any(char.IsControl)))
        {
            Mistake(field, $"Must be at most {longest} characters, without control characters.");
            return null;
        }

        return text;
    }
}
