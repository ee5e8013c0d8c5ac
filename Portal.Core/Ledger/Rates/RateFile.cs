using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

/// <summary>The rates of one day, in units for one euro.</summary>
public sealed record RateDay(DateOnly Day, IReadOnlyDictionary<Currency, decimal> PerEuro);

/// <summary>
/// Reads euro foreign exchange reference rates as the European Central Bank publishes them
/// (<c>eurofxref-daily.xml</c>, <c>eurofxref-hist-90d.xml</c>, <c>eurofxref-hist.xml</c>): <c>Cube</c> elements with
/// <c>time</c>, in them <c>Cube</c> elements with <c>currency</c> and <c>rate</c>.
/// </summary>
public static class RateFile
{
    /// <summary>The whole history since 1999 has about 8 million characters.</summary>
    public const long MaxCharacters = 50_000_000;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MaxCharacters,
        IgnoreComments = true,
        IgnoreWhitespace = true,
    };

    /// <summary>
    /// The days in the order of the file, read as they are asked for. Currencies that ISO no longer knows are left out.
    /// Throws <see cref="FormatException"/> or <see cref="XmlException"/> where the file is not of this format.
    /// </summary>
    public static async IAsyncEnumerable<RateDay> ReadAsync(
        Stream file,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var reader = XmlReader.Create(file, Settings);
        DateOnly? day = null;
        var rates = new Dictionary<Currency, decimal>();
        while (await reader.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Cube")
            {
                continue;
            }

            if (reader.GetAttribute("time") is { } time)
            {
                if (day is { } over)
                {
                    yield return new RateDay(over, rates);
                }

                (day, rates) = (DayOf(time), []);
            }
            else if (reader.GetAttribute("currency") is { } code)
            {
                Add(rates, day, code, reader.GetAttribute("rate"));
            }
        }

        if (day is { } last)
        {
            yield return new RateDay(last, rates);
        }
    }

    private static void Add(
        Dictionary<Currency, decimal> rates,
        DateOnly? day,
        string code,
        string? text
    )
    {
        if (day is null)
        {
            throw new FormatException($"The rate of '{code}' stands before the first day.");
        }

        if (!Currency.TryParse(code, out var currency))
        {
            return;
        }

        var isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var rate
        );
        if (!isNumber || rate is <= 0 or > 10_000_000)
        {
            throw new FormatException($"{day:yyyy-MM-dd}: '{text}' is not a rate of {code}.");
        }

        if (!rates.TryAdd(currency, rate))
        {
            throw new FormatException($"{day:yyyy-MM-dd} has two rates of {code}.");
        }
    }

    private static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : throw new FormatException($"'{text}' is not a day.");
}
