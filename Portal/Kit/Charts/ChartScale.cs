namespace Portal.Kit.Charts;

/// <summary>The value axis of a chart: from where to where, and the round values its lines stand at.</summary>
public sealed record ChartScale(decimal Low, decimal High, decimal Step)
{
    private const int WantedLines = 4;

    /// <summary>Where a value stands between bottom (0) and top (1).</summary>
    public decimal At(decimal value) => High == Low ? 0.5m : (value - Low) / (High - Low);

    public IEnumerable<decimal> Lines
    {
        get
        {
            for (var line = Low; line <= High; line += Step)
            {
                yield return line;
            }
        }
    }

    /// <summary>Round limits around all values; bars need zero, lines may leave it out.</summary>
    public static ChartScale Of(IEnumerable<decimal> values, bool fromZero = true)
    {
        var all = values.DefaultIfEmpty(0).ToList();
        var (low, high) = (all.Min(), all.Max());
        if (fromZero)
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        if (low == high)
        {
            high = low + 1;
        }

        var step = RoundStep((high - low) / WantedLines, whole: all.All(decimal.IsInteger));
        return new ChartScale(
            Math.Floor(low / step) * step,
            Math.Ceiling(high / step) * step,
            step
        );
    }

    /// <summary>The next of 1, 2, 2.5, 5 times a power of ten; counts have no lines between whole numbers.</summary>
    private static decimal RoundStep(decimal rough, bool whole)
    {
        if (whole && rough <= 1)
        {
            return 1;
        }

        var power = (decimal)Math.Pow(10, Math.Floor(Math.Log10((double)rough)));
        decimal[] steps = [1m, 2m, 2.5m, 5m, 10m];
        return steps
                .Where(step => !whole || decimal.IsInteger(step * power))
                .First(step => step * power >= rough) * power;
    }
}
