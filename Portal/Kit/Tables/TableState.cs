using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Core.Kernel;

namespace Portal.Kit.Tables;

/// <summary>What a table is like when the address says nothing about it, and which filters it knows.</summary>
/// <param name="Prefix">Before every parameter, for pages with two tables; empty otherwise.</param>
public sealed record TableShape(
    IReadOnlyList<TableFilter> Filters,
    string? Sort = null,
    bool Descending = false,
    int Size = 25,
    string Prefix = ""
)
{
    public static readonly int[] Sizes = [25, 50, 100];
}

/// <summary>
/// Everything about a list that has to survive reload, back and sharing: it stands in the address and nowhere else.
/// <c>?q=ada&amp;status=failed,paid&amp;placed=last-7&amp;sort=-total&amp;page=3&amp;size=50</c>
/// </summary>
public sealed record TableState(
    int Number,
    string? Cursor,
    int Size,
    string? Sort,
    bool Descending,
    string? Search,
    ImmutableSortedDictionary<string, string> Values
)
{
    private const int LongestSearch = 200;

    public bool IsNarrowed => Search is not null || Values.Count > 0;

    /// <summary>Reads an address. What it does not know or cannot read is left out, so that an old link still shows a list.</summary>
    public static TableState Parse(string uri, TableShape shape, DateOnly today)
    {
        var query = QueryHelpers.ParseQuery(new Uri(uri).Query);
        string? Of(string key) =>
            query.TryGetValue(shape.Prefix + key, out var found)
            && !string.IsNullOrWhiteSpace(found[0])
                ? found[0]!.Trim()
                : null;

        var sort = Of("sort");
        var search = Of("q");
        return new TableState(
            int.TryParse(Of("page"), CultureInfo.InvariantCulture, out var number) && number > 0
                ? number
                : 1,
            Of("cursor"),
            int.TryParse(Of("size"), CultureInfo.InvariantCulture, out var size)
            && TableShape.Sizes.Contains(size)
                ? size
                : shape.Size,
            sort?.TrimStart('-') ?? shape.Sort,
            sort is null ? shape.Descending : sort.StartsWith('-'),
            search?.Length > LongestSearch ? search[..LongestSearch] : search,
            shape
                .Filters.Select(filter => (filter.Key, Value: Of(filter.Key), Filter: filter))
                .Where(set => set.Value is not null && set.Filter.Accepts(set.Value, today))
                .ToImmutableSortedDictionary(
                    set => set.Key,
                    set => set.Value!,
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>The address parameters; null takes a parameter out, which is what happens to everything that is as by default.</summary>
    public IReadOnlyDictionary<string, object?> ToParameters(TableShape shape)
    {
        var isDefaultSort = Sort == shape.Sort && Descending == shape.Descending;
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [shape.Prefix + "q"] = Search,
            [shape.Prefix + "page"] = Number == 1 ? null : Number,
            [shape.Prefix + "cursor"] = Cursor,
            [shape.Prefix + "size"] = Size == shape.Size ? null : Size,
            [shape.Prefix + "sort"] =
                isDefaultSort || Sort is null ? null : (Descending ? "-" : "") + Sort,
        };
        foreach (var filter in shape.Filters)
        {
            parameters[shape.Prefix + filter.Key] = Values.GetValueOrDefault(filter.Key);
        }

        return parameters;
    }

    public TableQuery ToQuery(DateOnly today) =>
        new(new PageRequest(Number, Size, Sort, Descending, Cursor), Search, Values, today);

    public TableState Page(int number) => this with { Number = Math.Max(1, number), Cursor = null };

    public TableState At(string? cursor) => this with { Cursor = cursor, Number = 1 };

    public TableState Sized(int size) => FirstPage() with { Size = size };

    public TableState Searched(string? text) =>
        FirstPage() with
        {
            Search = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        };

    /// <summary>Null or nothing takes the filter off.</summary>
    public TableState With(string filter, string? value) =>
        FirstPage() with
        {
            Values = string.IsNullOrEmpty(value)
                ? Values.Remove(filter)
                : Values.SetItem(filter, value),
        };

    public TableState Cleared() => FirstPage() with { Search = null, Values = Values.Clear() };

    /// <summary>The first click on a column sorts up, the second down, the third up again.</summary>
    public TableState Sorted(string column) =>
        FirstPage() with
        {
            Sort = column,
            Descending = Sort == column && !Descending,
        };

    private TableState FirstPage() => this with { Number = 1, Cursor = null };
}
