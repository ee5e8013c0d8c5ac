using System.Globalization;
using System.Text;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Names as banks take them: the Latin set of the European Payments Council's SEPA guidelines, at most
/// 70 characters. Accents are dropped, what has no counterpart becomes a space.
/// </summary>
public static class BankText
{
    private const int MaxLength = 70;
    private const string Signs = "/-?:().,'+ ";

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
                char.IsAsciiLetterOrDigit(sign) || Signs.Contains(sign, StringComparison.Ordinal)
                    ? sign
                    : ' '
            );
        }

        var plain = text.ToString().Trim();
        return plain.Length > MaxLength ? plain[..MaxLength].TrimEnd() : plain;
    }
}
