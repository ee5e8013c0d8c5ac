namespace Portal.Kit.Charts;

/// <summary>Which token of the style sheet colours the n-th part of a chart.</summary>
internal static class ChartColours
{
    private const int Series = 6;
    private const string Before = "var(--series-before)";

    public static string Of(ChartItem item, int at) => Of(item.Tone, at);

    public static string Of(ChartSeries series, int at) =>
        series.IsBefore ? Before : Of(series.Tone, at);

    private static string Of(Tone? tone, int at) =>
        tone switch
        {
            null => $"var(--series-{at % Series + 1})",
            Tone.Good => "var(--good)",
            Tone.Warn => "var(--warn)",
            Tone.Bad => "var(--bad-strong)",
            Tone.Info => "var(--info)",
            _ => Before,
        };
}
