using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Kit.Tables;

/// <summary>What a table asks its page for: which rows, and of which filters. The page turns it into its module's own filter.</summary>
/// <param name="Page">Number or cursor, size, sort.</param>
/// <param name="Search">What stands in the search field; null when empty.</param>
/// <param name="Values">The set filters by key.</param>
/// <param name="Today">What presets such as "last 7 days" are counted from.</param>
public sealed record TableQuery(
    PageRequest Page,
    string? Search,
    IReadOnlyDictionary<string, string> Values,
    DateOnly Today
)
{
    public string? Text(string key) => Values.GetValueOrDefault(key);

    /// <summary>Empty when the filter is not set.</summary>
    public IReadOnlyList<string> Choices(string key) =>
        Values.TryGetValue(key, out var value) ? [.. ChoiceFilter.Split(value)] : [];

    /// <summary>The chosen values of a filter made with <see cref="ChoiceFilter.Of{TEnum}"/>.</summary>
    public IReadOnlyList<TEnum> Choices<TEnum>(string key)
        where TEnum : struct, Enum =>
        [.. Choices(key).Select(EnumWords.FromKey<TEnum>).OfType<TEnum>()];

    public DaySpan? Days(string key) =>
        Values.TryGetValue(key, out var value) ? DaySpan.Parse(value, Today) : null;

    public NumberSpan? Numbers(string key) =>
        Values.TryGetValue(key, out var value) ? NumberSpan.Parse(value) : null;
}
