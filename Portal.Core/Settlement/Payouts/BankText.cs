using System.Globalization;
using System.Text;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Names as banks take them: the Latin set of the European Payments Council's SEPA guidelines, at most
/// 70 characters. Accents are dropped, an ampersand becomes a plus, what has no counterpart a space.
/// </summary>
public static class BankText
{
    public const int MinLength = 2;
    private const int MaxLength = 70;
    private const string Signs = "/-?:().,'+ ";

    /// <summary>For whoever gives a name of which too little is left.</summary>
    public const string Refusal =
        "Banks take Latin letters and digits only; give the name as the bank writes it.";

    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var sign in name.Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            text.Append(
                sign is '&' ? '+'
                : char.IsAsciiLetterOrDigit(sign) || Signs.Contains(sign, StringComparison.Ordinal)
                    ? sign
                : ' '
            );
        }

        var plain = text.ToString().Trim();
        return plain.Length > MaxLength ? plain[..MaxLength].TrimEnd() : plain;
    }
}
