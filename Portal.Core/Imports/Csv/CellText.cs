using System.Text;

namespace Portal.Core.Imports.Csv;

/// <summary>How long the texts of an order may be, in characters.</summary>
public static class TextLimits
{
    public const int Reference = 64;
    public const int Sku = 64;
    public const int ProductName = 200;
    public const int CustomerReference = 64;
    public const int CustomerName = 200;
    public const int CustomerEmail = 254;
    public const int Country = 80;
}

/// <summary>What may stand in a text cell, and how a cell is shown in a message.</summary>
public static class CellText
{
    private const int ShownLength = 80;

    /// <summary>
    /// Without blanks around it, and taken out of <c>="00123"</c>, by which spreadsheets keep the
    /// zeros of a code.
    /// </summary>
    public static string Plain(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed is ['=', '"', .. var inner, '"'] && !inner.Contains('"'))
        {
            return inner.Trim().ToString();
        }

        return trimmed.Length == text.Length ? text : trimmed.ToString();
    }

    public static RowProblem? ProblemOf(string text, int limit)
    {
        if (text.Length > limit)
        {
            return RowProblem.TextTooLong;
        }

        if (IsFormula(text))
        {
            return RowProblem.Formula;
        }

        return text.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || text.Contains('\u007F')
            ? RowProblem.TextControlCharacter
            : null;
    }

    /// <summary>
    /// A leading plus or minus alone is ordinary in codes and phone numbers; it is a formula only
    /// together with a call (<c>-2+cmd|' /C calc'!A0</c>).
    /// </summary>
    public static bool IsFormula(ReadOnlySpan<char> text) =>
        text.Length > 1
        && (text[0] is '=' or '@' || (text[0] is '+' or '-' && text.IndexOfAny("(!|") >= 0));

    /// <summary>The value for a message: one line, at most 80 characters, no NUL.</summary>
    public static string Shortened(ReadOnlySpan<byte> utf8) =>
        Shown(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, ShownLength * 4)]));

    public static string Shown(string text)
    {
        var clean = string.Concat(
            text.Take(ShownLength).Select(letter => char.IsControl(letter) ? ' ' : letter)
        );

        // A cut surrogate pair would be refused by the database.
        return clean.Length > 0 && char.IsHighSurrogate(clean[^1]) ? clean[..^1] : clean;
    }
}
