using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Portal.Core.Settlement.Payouts;

/// <summary>An International Bank Account Number (ISO 13616), without spaces, whose length and check digits are right.</summary>
public readonly record struct Iban
{
    private const int MinLength = 15;
    private const int MaxLength = 34;

    /// <summary>How long the numbers of the countries of the single euro payments area are, by the IBAN registry (ISO 13616).</summary>
    private static readonly FrozenDictionary<string, int> Lengths = (
        "AD24 AL28 AT20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 ES24 FI18 FR27 GB22 GI23 GR27 HR21 HU28 IE22 IS26 IT27 "
        + "LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 SE24 SI19 SK24 SM27 VA22"
    )
        .Split(' ')
        .ToFrozenDictionary(
            c => c[..2],
            c => int.Parse(c[2..], CultureInfo.InvariantCulture),
            StringComparer.Ordinal
        );

    private readonly string? _value;

    private Iban(string value) => _value = value;

    public string Value =>
        _value ?? throw new InvalidOperationException("This IBAN was never given.");

    /// <summary>Country and the last four, which tell accounts apart without giving them away.</summary>
    public string Masked => $"{Value[..2]}•• {Value[^4..]}";

    /// <summary>Takes what people type: spaces and case do not matter.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Iban? iban)
    {
        var plain = (text ?? "").Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        var isIban =
            plain.Length is >= MinLength and <= MaxLength
            && plain.All(char.IsAsciiLetterOrDigit)
            && char.IsAsciiLetter(plain[0])
            && char.IsAsciiLetter(plain[1])
            && Lengths.GetValueOrDefault(plain[..2], plain.Length) == plain.Length
            && Remainder(plain) == 1;
        iban = isIban ? new Iban(plain) : null;
        return isIban;
    }

    public override string ToString() => Value;

    /// <summary>ISO 7064 MOD 97-10 over the number with its first four characters at the end, A as 10 to Z as 35.</summary>
    private static int Remainder(string iban)
    {
        var remainder = 0;
        foreach (var sign in iban[4..] + iban[..4])
        {
            remainder = char.IsAsciiDigit(sign)
                ? ((remainder * 10) + (sign - '0')) % 97
                : ((remainder * 100) + (sign - 'A' + 10)) % 97;
        }

        return remainder;
    }
}
