using System.Globalization;

namespace Portal.Kit.Charts;

/// <summary>Points of a chart written as SVG paths, whatever the culture.</summary>
public static class SvgPath
{
    public static string Number(decimal value) =>
        value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Values spread evenly from left to right; bottom and top as SVG counts them, downwards.</summary>
    public static string Line(
        IReadOnlyList<decimal> values,
        decimal left,
        decimal right,
        decimal top,
        decimal bottom,
        ChartScale scale
    )
    {
        var step = values.Count > 1 ? (right - left) / (values.Count - 1) : 0;
        var points = values.Select(
            (value, at) =>
                $"{Number(left + at * step)} {Number(bottom - scale.At(value) * (bottom - top))}"
        );
        return "M" + string.Join(" L", points);
    }
}
