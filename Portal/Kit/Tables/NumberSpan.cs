using System.Globalization;
using System.Runtime.InteropServices;

namespace Portal.Kit.Tables;

/// <summary>Numbers with one or both ends given, both included.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct NumberSpan(decimal? Least, decimal? Most)
{
    /// <summary>Takes <c>10..50</c>, <c>10..</c> and <c>..50</c>; null for anything else.</summary>
    public static NumberSpan? Parse(string text)
    {
        var ends = text.Split("..", 2);
        if (ends.Length != 2 || !TryEnd(ends[0], out var least) || !TryEnd(ends[1], out var most))
        {
            return null;
        }

        return (least ?? most) is null || least > most ? null : new NumberSpan(least, most);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Least}..{Most}");

    public string Words =>
        (Least, Most) switch
        {
            ({ } least, { } most) => string.Create(
                CultureInfo.CurrentCulture,
                $"{least:#,0.##} – {most:#,0.##}"
            ),
            ({ } least, null) => string.Create(
                CultureInfo.CurrentCulture,
                $"at least {least:#,0.##}"
            ),
            (null, { } most) => string.Create(CultureInfo.CurrentCulture, $"at most {most:#,0.##}"),
            _ => "any",
        };

    private static bool TryEnd(string text, out decimal? number)
    {
        number = null;
        if (text.Length == 0)
        {
            return true;
        }

        var isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var parsed
        );
        number = isNumber ? parsed : null;
        return isNumber;
    }
}
