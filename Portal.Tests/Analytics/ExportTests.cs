using System.Text;
using OfficeOpenXml;
using Portal.Core.Data.Export;

namespace Portal.Tests.Analytics;

[Trait("speed", "quick")]
public sealed class ExportTests
{
    private static readonly ExportTable Table = new(
        "People",
        ["Name", "Spent", "On"],
        [
            ["=HYPERLINK(\"http://x\")", 12.5m, new DateOnly(2026, 3, 1)],
            ["Ann, \"the\" one", null, null],
            ["-2+3", 1L, null],
        ]
    );

    [Fact]
    public async Task Csv_TextThatLooksLikeAFormula_StaysText()
    {
        using var target = new MemoryStream();

        await CsvExport.WriteAsync(target, [Table], default);

        Assert.Equal(
            "\ufeffName,Spent,On\r\n\"'=HYPERLINK(\"\"http://x\"\")\",12.5,2026-03-01\r\n\"Ann, \"\"the\"\" one\",,\r\n'-2+3,1,\r\n",
            Encoding.UTF8.GetString(target.ToArray())
        );
    }

    [Fact]
    public void Excel_TextThatLooksLikeAFormula_IsNoFormula()
    {
        using var target = new MemoryStream();

        ExcelExport.Write(target, [Table]);

        using var package = new ExcelPackage(new MemoryStream(target.ToArray()));
        var cell = package.Workbook.Worksheets["People"].Cells[2, 1];
        Assert.Equal("", cell.Formula);
        Assert.Equal("=HYPERLINK(\"http://x\")", cell.Value);
    }

    [Fact]
    public void Excel_MoreRowsThanFit_IsRefused()
    {
        var rows = Enumerable
            .Repeat<IReadOnlyList<object?>>([1L], ExcelExport.MaxRows + 1)
            .ToList();

        Assert.Throws<ArgumentException>(() =>
            ExcelExport.Write(Stream.Null, [new ExportTable("Many", ["N"], rows)])
        );
    }
}
