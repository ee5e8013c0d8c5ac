using System.Text.Json.Serialization;
using Portal.Core.Imports.Csv;

namespace Portal.Core.Imports;

/// <summary>What the user decides about an import.</summary>
public sealed record ImportOptions(
    UnknownProducts UnknownProducts = UnknownProducts.Reject,
    StockHandling Stock = StockHandling.Reserve,
    ErrorHandling Errors = ErrorHandling.RejectOrder
);

/// <summary>Everything that decides how the rows of a file become orders.</summary>
public sealed record ImportSetup(CsvFormat Format, ColumnMapping Mapping, ImportOptions Options)
{
    /// <summary>An order with nothing but a total has no goods to reserve.</summary>
    [JsonIgnore]
    public bool IsHistory =>
        Options.Stock == StockHandling.History || Mapping.Shape == ImportShape.OrderTotals;
}

/// <summary>What the wizard shows of the file.</summary>
/// <param name="Columns">Its columns with sample values.</param>
/// <param name="Rows">Its first rows.</param>
/// <param name="EstimatedRows">How many rows it has, give or take quoted line breaks.</param>
public sealed record ImportPreview(
    IReadOnlyList<SourceColumn> Columns,
    IReadOnlyList<string[]> Rows,
    bool IsDateOrderAmbiguous,
    bool IsDecimalMarkAmbiguous,
    long EstimatedRows
)
{
    private const int ShownRows = 8;

    public static ImportPreview Of(ProbedFile probed) =>
        new(
            [
                .. probed.Columns.Select(c =>
                    c with
                    {
                        Samples = [.. c.Samples.Select(CellText.Shown)],
                    }
                ),
            ],
            [.. probed.Rows.Take(ShownRows).Select(row => row.Select(CellText.Shown).ToArray())],
            probed.IsDateOrderAmbiguous,
            probed.IsDecimalMarkAmbiguous,
            Math.Max(1, probed.EstimatedRows - (probed.Format.HasHeader ? 1 : 0))
        );
}
