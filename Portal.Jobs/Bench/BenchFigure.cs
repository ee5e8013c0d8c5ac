using System.Globalization;

namespace Portal.Jobs.Bench;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured, with its size.</param>
/// <param name="Value">Our figure.</param>
/// <param name="Unit">Of the value, the floor and the target, e.g. <c>orders/min</c>.</param>
/// <param name="Floor">The same work done by hand in the same run; null when there is none to compare.</param>
/// <param name="Target">What the figure has to reach.</param>
/// <param name="MostTimesFloor">How many times worse than the floor it may be; null when that is not asked.</param>
/// <param name="IsLessBetter">True for times and memory, false for rates.</param>
internal sealed record BenchFigure(
    string What,
    double Value,
    string Unit,
    double Target,
    double? Floor = null,
    double? MostTimesFloor = null,
    bool IsLessBetter = false
)
{
    /// <summary>How many times worse than the floor; below 1 is better.</summary>
    public double? TimesFloor => IsLessBetter ? Value / Floor : Floor / Value;

    public bool IsMet =>
        (IsLessBetter ? Value <= Target : Value >= Target)
        && (MostTimesFloor is not { } most || TimesFloor <= most);

    public string[] Cells() =>
        [
            What,
            Number(Value),
            Floor is { } floor ? Number(floor) : "",
            TimesFloor is { } times
                ? times.ToString("0.00", CultureInfo.InvariantCulture) + "×"
                : "",
            (IsLessBetter ? "≤ " : "≥ ")
                + Number(Target)
                + (
                    MostTimesFloor is { } most
                        ? string.Create(CultureInfo.InvariantCulture, $", ≤ {most:0.##}×")
                        : ""
                ),
            Unit,
            IsMet ? "met" : "MISSED",
        ];

    private static string Number(double value) =>
        value.ToString(value < 100 ? "0.##" : "#,0", CultureInfo.InvariantCulture);
}
