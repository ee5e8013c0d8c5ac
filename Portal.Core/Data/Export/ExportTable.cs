namespace Portal.Core.Data.Export;

/// <summary>
/// A table to be written as CSV or Excel. Cells are text, whole numbers, decimals, days or instants;
/// null is an empty cell. Used by every module that exports.
/// </summary>
/// <param name="Name">Of the sheet; at most 31 characters are shown.</param>
public sealed record ExportTable(
    string Name,
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows
);
