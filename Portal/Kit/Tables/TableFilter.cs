using Portal.Kit.Dates;

namespace Portal.Kit.Tables;

/// <summary>A filter a table offers. Its value is text as it stands in the address; null when what stands there is no value.</summary>
/// <param name="Key">Its parameter in the address.</param>
/// <param name="Label">For people.</param>
public abstract record TableFilter(string Key, string Label)
{
    /// <summary>True when the text is a value of this filter; anything else in an address is ignored.</summary>
    public abstract bool Accepts(string value, DateOnly today);

    /// <summary>The value for people, as the chip shows it.</summary>
    public abstract string Words(string value, DateOnly today);
}

/// <summary>Text to look for; what it is compared with is the query's matter.</summary>
public sealed record TextFilter(string Key, string Label, string? Placeholder = null)
    : TableFilter(Key, Label)
{
    private const int Longest = 200;

    public override bool Accepts(string value, DateOnly today) =>
        value.Length is > 0 and <= Longest;

    public override string Words(string value, DateOnly today) => value;
}

/// <param name="Value">As it stands in the address.</param>
/// <param name="Label">For people.</param>
public sealed record FilterChoice(string Value, string Label);

/// <summary>One or more of a few. In addresses the values are parted by commas.</summary>
public sealed record ChoiceFilter(string Key, string Label, IReadOnlyList<FilterChoice> Choices)
    : TableFilter(Key, Label)
{
    /// <summary>The values of an enum, in snake case, with their names parted into words.</summary>
    public static ChoiceFilter Of<TEnum>(string key, string label)
        where TEnum : struct, Enum =>
        new(
            key,
            label,
            [
                .. Enum.GetValues<TEnum>()
                    .Select(value => new FilterChoice(
                        EnumWords.ToKey(value),
                        EnumWords.ToLabel(value)
                    )),
            ]
        );

    public static IEnumerable<string> Split(string value) =>
        value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public override bool Accepts(string value, DateOnly today) =>
        Split(value).Any() && Split(value).All(one => Choices.Any(choice => choice.Value == one));

    public override string Words(string value, DateOnly today)
    {
        var labels = Split(value).Select(one => Choices.First(choice => choice.Value == one).Label);
        return string.Join(", ", labels);
    }
}

/// <summary>A span of days or a preset.</summary>
public sealed record DaysFilter(string Key, string Label) : TableFilter(Key, Label)
{
    public override bool Accepts(string value, DateOnly today) =>
        DaySpan.Parse(value, today) is not null;

    public override string Words(string value, DateOnly today) =>
        DatePreset.Find(value)?.Label ?? DaySpan.Parse(value, today)!.Value.Words;
}

/// <summary>A span of numbers, such as amounts in major units. In addresses: <c>10..50</c>, <c>10..</c>.</summary>
public sealed record NumberFilter(string Key, string Label, string? Unit = null)
    : TableFilter(Key, Label)
{
    public override bool Accepts(string value, DateOnly today) =>
        NumberSpan.Parse(value) is not null;

    public override string Words(string value, DateOnly today) =>
        NumberSpan.Parse(value)!.Value.Words + (Unit is null ? "" : $" {Unit}");
}
