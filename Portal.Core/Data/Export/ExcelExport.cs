using OfficeOpenXml;

namespace Portal.Core.Data.Export;

/// <summary>
/// Writes an Excel workbook, a sheet per table. The library keeps the workbook in memory, so rows
/// are capped; CSV has no limit.
/// </summary>
public static class ExcelExport
{
    public const int MaxRows = 50_000;

    private const int MostNameLength = 31;

    /// <summary>Columns get this width: measuring text needs a graphics library servers do not have.</summary>
    private const double ColumnWidth = 18;

    /// <exception cref="ArgumentException">A table has more than <see cref="MaxRows"/> rows.</exception>
    public static void Write(Stream target, IReadOnlyList<ExportTable> tables)
    {
        using var package = new ExcelPackage();
        foreach (var table in tables)
        {
            if (table.Rows.Count > MaxRows)
            {
                throw new ArgumentException(
                    $"An Excel export has at most {MaxRows} rows; '{table.Name}' has {table.Rows.Count}.",
                    nameof(tables)
                );
            }

            AddSheet(package, table);
        }

        package.SaveAs(target);
    }

    private static void AddSheet(ExcelPackage package, ExportTable table)
    {
        var sheet = package.Workbook.Worksheets.Add(
            table.Name[..Math.Min(MostNameLength, table.Name.Length)]
        );
        for (var column = 0; column < table.Columns.Count; column++)
        {
            var head = sheet.Cells[1, column + 1];
            head.Value = table.Columns[column];
            head.Style.Font.Bold = true;
            sheet.Column(column + 1).Width = ColumnWidth;
        }

        sheet.View.FreezePanes(2, 1);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            for (var column = 0; column < table.Columns.Count; column++)
            {
                Fill(sheet.Cells[row + 2, column + 1], table.Rows[row][column]);
            }
        }
    }

    // Text goes in as a text value, never as a formula, whatever it begins with.
    private static void Fill(ExcelRange cell, object? value)
    {
        switch (value)
        {
            case DateOnly day:
                cell.Value = day.ToDateTime(TimeOnly.MinValue);
                cell.Style.Numberformat.Format = "yyyy-mm-dd";
                break;
            case DateTimeOffset at:
                cell.Value = at.UtcDateTime;
                cell.Style.Numberformat.Format = "yyyy-mm-dd hh:mm:ss";
                break;
            default:
                cell.Value = value;
                break;
        }
    }
}
