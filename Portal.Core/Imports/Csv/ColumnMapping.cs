using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>
/// Which column of the file holds which field, by column name, so that a saved mapping fits the
/// next file even when its columns have moved.
/// </summary>
public sealed record ColumnMapping(
    ImportShape Shape,
    IReadOnlyDictionary<ImportField, string> Columns
)
{
    /// <summary>The mapping the headers suggest. A header that occurs twice is left to the user.</summary>
    public static ColumnMapping Suggest(
        IReadOnlyList<SourceColumn> columns,
        IReadOnlyList<string[]> rows
    )
    {
        var found = new Dictionary<ImportField, string>();
        foreach (var column in columns.Where(column => !column.IsRepeated))
        {
            if (FieldSynonyms.Match(column.Name) is { } field)
            {
                found.TryAdd(field, column.Name);
            }
        }

        return new ColumnMapping(ShapeOf(found, columns, rows), found);
    }

    public bool Equals(ColumnMapping? other) =>
        other is not null
        && other.Shape == Shape
        && other.Columns.Count == Columns.Count
        && Columns.All(column =>
            other.Columns.TryGetValue(column.Key, out var name) && name == column.Value
        );

    public override int GetHashCode() => HashCode.Combine(Shape, Columns.Count);

    /// <summary>The fields without which a file of this shape says nothing.</summary>
    public static IReadOnlyList<ImportField> Required(ImportShape shape) =>
        shape switch
        {
            ImportShape.OrderLines =>
            [
                ImportField.Reference,
                ImportField.Sku,
                ImportField.Quantity,
                ImportField.UnitPrice,
            ],
            ImportShape.OrderWithProduct =>
            [
                ImportField.Reference,
                ImportField.Sku,
                ImportField.UnitPrice,
            ],
            ImportShape.OrderTotals => [ImportField.Reference, ImportField.Total],
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

    /// <summary>The fields a file of this shape can have, required ones first.</summary>
    public static IReadOnlyList<ImportField> Offered(ImportShape shape) =>
        [
            .. Required(shape),
            .. Enum.GetValues<ImportField>()
                .Except(Required(shape))
                .Except(
                    shape == ImportShape.OrderTotals
                        ?
                        [
                            ImportField.Sku,
                            ImportField.ProductName,
                            ImportField.Quantity,
                            ImportField.UnitPrice,
                        ]
                        : [ImportField.Total]
                ),
        ];

    /// <summary>The column takes the field, from whichever column had it; null takes it out.</summary>
    public ColumnMapping With(string column, ImportField? field)
    {
        var columns = Columns
            .Where(pair => pair.Value != column && pair.Key != field)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
        if (field is { } chosen)
        {
            columns[chosen] = column;
        }

        return this with
        {
            Columns = columns,
        };
    }

    /// <summary>Refused when a required field has no column, a column is gone, or serves twice.</summary>
    public Result Check(IReadOnlyList<SourceColumn> columns)
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var field in Required(Shape).Where(field => !Columns.ContainsKey(field)))
        {
            mistakes[field.ToString()] = ["Choose the column that holds this."];
        }

        foreach (var (field, name) in Columns)
        {
            if (IndexOf(field, columns) is null)
            {
                mistakes[field.ToString()] = [$"The file has no column '{name}'."];
            }
            else if (Columns.Any(other => other.Key < field && other.Value == name))
            {
                mistakes[field.ToString()] = [$"The column '{name}' is chosen twice."];
            }
        }

        return mistakes.Count == 0 ? Result.Ok : ImportErrors.MappingIncomplete(mistakes);
    }

    public int? IndexOf(ImportField field, IReadOnlyList<SourceColumn> columns) =>
        Columns.TryGetValue(field, out var name)
            ? columns
                .FirstOrDefault(column =>
                    string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase)
                )
                ?.Index
            : null;

    private static ImportShape ShapeOf(
        Dictionary<ImportField, string> found,
        IReadOnlyList<SourceColumn> columns,
        IReadOnlyList<string[]> rows
    )
    {
        if (!found.ContainsKey(ImportField.Sku) && found.ContainsKey(ImportField.Total))
        {
            return ImportShape.OrderTotals;
        }

        if (found.ContainsKey(ImportField.Quantity) || rows.Count == 0)
        {
            return ImportShape.OrderLines;
        }

        var reference = columns.FirstOrDefault(column =>
            found.TryGetValue(ImportField.Reference, out var name) && column.Name == name
        );
        var values = reference is null
            ? []
            : rows.Select(row => reference.Index < row.Length ? row[reference.Index] : "")
                .ToArray();
        return values.Distinct(StringComparer.Ordinal).Count() == values.Length
            ? ImportShape.OrderWithProduct
            : ImportShape.OrderLines;
    }
}
