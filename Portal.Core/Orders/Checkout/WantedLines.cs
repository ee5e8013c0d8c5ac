using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Checkout;

/// <summary>The first gate for the lines of a call.</summary>
internal static class WantedLines
{
    /// <summary>Every mistake under the line it is in, e.g. <c>lines[2].quantity</c>.</summary>
    public static Result Check(IReadOnlyList<WantedLine> lines)
    {
        if (lines.Count is 0 or > BasketPolicy.MostLines)
        {
            return Error.InvalidField("lines", $"Name 1 to {BasketPolicy.MostLines} products.");
        }

        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            if (InputCheck.Of(line) is not { Failed: true } wrong)
            {
                continue;
            }

            foreach (var (field, sentences) in wrong.Error.Fields)
            {
                mistakes[string.Create(CultureInfo.InvariantCulture, $"lines[{index}].{field}")] =
                    sentences;
            }
        }

        if (lines.Select(l => l.Product).Distinct().Count() < lines.Count)
        {
            mistakes["lines"] = ["Name each product once."];
        }

        return mistakes.Count > 0 ? Error.InvalidFields(mistakes) : Result.Ok;
    }
}
