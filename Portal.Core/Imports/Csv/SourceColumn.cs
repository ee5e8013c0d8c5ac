namespace Portal.Core.Imports.Csv;

/// <summary>A column as found in the file.</summary>
/// <param name="Index">Place in the record, from 0.</param>
/// <param name="Name">Its header made unique, or "Column 3" in a file without header.</param>
/// <param name="IsRepeated">Another column carries the same header, so that only a person can tell which is meant.</param>
/// <param name="Samples">The first values that are not blank.</param>
public sealed record SourceColumn(
    int Index,
    string Name,
    bool IsRepeated,
    IReadOnlyList<string> Samples
)
{
    private const int MaxSamples = 3;
    private const int MaxNameLength = 80;

    /// <summary>Names the columns of a file and gives each its first values.</summary>
    public static IReadOnlyList<SourceColumn> Of(
        IReadOnlyList<string> header,
        IReadOnlyList<string[]> rows
    )
    {
        var count = header.Count > 0 ? header.Count : rows.Max(row => row.Length);
        var bare = Enumerable.Range(0, count).Select(index => BareName(header, index)).ToArray();
        var times = bare.GroupBy(FieldSynonyms.Normalise, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Count(), StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        return
        [
            .. bare.Select(
                (name, index) =>
                    new SourceColumn(
                        index,
                        Unique(name, taken),
                        times[FieldSynonyms.Normalise(name)] > 1,
                        SamplesOf(rows, index)
                    )
            ),
        ];
    }

    private static string BareName(IReadOnlyList<string> header, int index)
    {
        var name = index < header.Count ? header[index].Trim() : "";
        name = string.Concat(name.Where(letter => !char.IsControl(letter)));
        if (name.Length == 0)
        {
            return FormattableString.Invariant($"Column {index + 1}");
        }

        // Half a surrogate pair would be refused by the database.
        var length = char.IsHighSurrogate(name[Math.Min(name.Length, MaxNameLength) - 1])
            ? MaxNameLength - 1
            : MaxNameLength;
        return name.Length <= length ? name : name[..length];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var number = 2; !taken.Add(unique); number++)
        {
            unique = FormattableString.Invariant($"{name} ({number})");
        }

        return unique;
    }

    private static string[] SamplesOf(IReadOnlyList<string[]> rows, int index) =>
        [
            .. rows.Where(row => index < row.Length && !string.IsNullOrWhiteSpace(row[index]))
                .Select(row => row[index])
                .Distinct(StringComparer.Ordinal)
                .Take(MaxSamples),
        ];
}
