namespace Portal.Kit.Charts;

/// <summary>One line or set of bars: a value per label of the chart.</summary>
/// <param name="IsBefore">The compared period: drawn dashed and grey, behind the others.</param>
/// <param name="Tone">Colour with a meaning; null takes the next colour of the series.</param>
public sealed record ChartSeries(
    string Name,
    IReadOnlyList<decimal> Values,
    bool IsBefore = false,
    Tone? Tone = null
);

/// <summary>One part of a whole, or one line of a ranking.</summary>
/// <param name="Href">The rows behind it.</param>
/// <param name="Tone">Colour with a meaning; null takes the next colour of the series.</param>
public sealed record ChartItem(string Label, decimal Value, string? Href = null, Tone? Tone = null);
