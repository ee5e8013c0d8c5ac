using System.Text;

namespace Portal.Core.Imports.Csv;

/// <summary>Tells whether the first record names the columns or is a row already.</summary>
public static class HeaderDetection
{
    public static bool IsHeader(IReadOnlyList<string[]> records)
    {
        var first = records[0];
        if (first.Count(name => FieldSynonyms.Match(name) is not null) >= 2)
        {
            return true;
        }

        // A row has figures or dates in it; names of columns do not.
        return first.All(cell => !LooksLikeValue(cell)) && first.Any(cell => cell.Trim() != "");
    }

    private static bool LooksLikeValue(string cell)
    {
        var text = Encoding.UTF8.GetBytes(cell);
        Span<int> parts = stackalloc int[3];
        return NumberText.Read(text, DecimalMark.Point, out _) == NumberReading.Done
            || NumberText.Read(text, DecimalMark.Comma, out _) == NumberReading.Done
            || DateText.TryReadNumbers(text, parts, out _);
    }
}
