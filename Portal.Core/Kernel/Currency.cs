using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Portal.Core.Kernel;

/// <summary>A currency by its ISO 4217 code, with the number of decimals ISO gives it.</summary>
public readonly record struct Currency
{
    /// <summary>ISO 4217 exponents that are not 2; every other three-letter code has 2 decimals.</summary>
    private static readonly FrozenDictionary<string, int> Exponents = new Dictionary<string, int>(
        StringComparer.Ordinal
    )
    {
        ["BIF"] = 0,
        ["CLP"] = 0,
        ["DJF"] = 0,
        ["GNF"] = 0,
        ["ISK"] = 0,
        ["JPY"] = 0,
        ["KMF"] = 0,
        ["KRW"] = 0,
        ["PYG"] = 0,
        ["RWF"] = 0,
        ["UGX"] = 0,
        ["VND"] = 0,
        ["VUV"] = 0,
        ["XAF"] = 0,
        ["XOF"] = 0,
        ["XPF"] = 0,
        ["BHD"] = 3,
        ["IQD"] = 3,
        ["JOD"] = 3,
        ["KWD"] = 3,
        ["LYD"] = 3,
        ["OMR"] = 3,
        ["TND"] = 3,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
        + "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP "
        + "GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES "
        + "KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
        + "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON "
        + "RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND "
        + "TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>Three upper-case letters. Throws for a currency that was never set.</summary>
    public string Code => _code ?? throw new InvalidOperationException("The currency is not set.");

    /// <summary>Decimals of the currency: 0, 2 or 3.</summary>
    public int Decimals => Exponents.GetValueOrDefault(Code, 2);

    /// <summary>How many minor units make one major unit: 1, 100 or 1000.</summary>
    public long MinorPerMajor =>
        Decimals switch
        {
            0 => 1,
            3 => 1000,
            _ => 100,
        };

    public static Currency Of(string code) =>
        TryParse(code, out var currency)
            ? currency
            : throw new ArgumentException($"'{code}' is not an ISO 4217 currency.", nameof(code));

    /// <summary>Takes the code in any case, with blanks around it.</summary>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        var upper = code?.Trim().ToUpperInvariant();
        if (upper is not null && Codes.TryGetValue(upper, out var known))
        {
            currency = new Currency(known);
            return true;
        }

        currency = default;
        return false;
    }

    public override string ToString() => _code ?? "";
}
