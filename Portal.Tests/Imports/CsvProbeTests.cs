using System.Text;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Tests.Imports;

[Trait("speed", "quick")]
public sealed class CsvProbeTests
{
    private const string Small = "order_id,sku,qty,price\n1,A,2,1.50\n2,B,1,3.00\n";

    [Theory]
    [InlineData("", "file.empty")]
    [InlineData("\n\n  \n", "file.no_rows")]
    [InlineData("order_id,sku,qty,price\n", "file.no_rows")]
    [InlineData("just words\nand more words\n", "file.not_csv")]
    [InlineData("PK\u0003\u0004rest", "file.not_csv")]
    [InlineData("%PDF-1.7 rest", "file.not_csv")]
    [InlineData("a,b\n1,\"x\n2,3\n", "file.quote_not_closed")]
    public async Task Probe_OfWhatIsNoOrderFile_IsRefusedWithAReason(string text, string code)
    {
        var refused = await ProbeAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(code, refused.Error.Code);
    }

    [Fact]
    public async Task Probe_OfRandomBytes_IsRefused()
    {
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);

        var refused = await ProbeAsync(bytes);

        Assert.Equal("file.not_text", refused.Error.Code);
    }

    [Fact]
    public async Task Probe_OfTooManyColumns_IsRefused()
    {
        var header = string.Join(',', Enumerable.Range(0, 100_000));

        var refused = await ProbeAsync(Encoding.UTF8.GetBytes(header + "\n1,2\n"));

        Assert.Equal("file.too_many_columns", refused.Error.Code);
    }

    [Fact]
    public async Task Probe_OfOneLineOf300MB_IsRefusedInBoundedMemory()
    {
        await using var endless = new RepeatingStream("xxxxxxxxxxxxxxx,"u8.ToArray(), 300L << 20);
        // The stream answers at once, so all of it happens on this thread.
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = await CsvProbe.ProbeAsync(endless, default);

        Assert.Contains(refused.Error.Code, new[] { "file.too_many_columns", "file.row_too_long" });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 60 << 20);
    }

    [Theory]
    [InlineData("utf-8", false, CsvEncoding.Utf8)]
    [InlineData("utf-8", true, CsvEncoding.Utf8)]
    [InlineData("utf-16", true, CsvEncoding.Utf16LittleEndian)]
    [InlineData("utf-16", false, CsvEncoding.Utf16LittleEndian)]
    [InlineData("utf-16BE", true, CsvEncoding.Utf16BigEndian)]
    [InlineData("utf-16BE", false, CsvEncoding.Utf16BigEndian)]
    [InlineData("windows-1252", false, CsvEncoding.Windows1252)]
    public async Task Probe_FindsTheEncoding(string name, bool mark, CsvEncoding expected)
    {
        var encoding =
            CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = "order_id,customer_name,sku\n1,Müller,A\n2,Zoë,B\n";
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];

        var probed = (await ProbeAsync(bytes)).Value;

        Assert.Equal(expected, probed.Format.Encoding);
        Assert.Equal("Müller", probed.Rows[0][1]);
        Assert.Equal("order_id", probed.Columns[0].Name);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public async Task Probe_FindsTheDelimiter(char delimiter)
    {
        var probed = (await ProbeAsync(Small.Replace(',', delimiter))).Value;

        Assert.Equal(delimiter, probed.Format.Delimiter);
        Assert.Equal(4, probed.Columns.Count);
    }

    [Fact]
    public async Task Probe_OfQuotedDelimitersAndSeparatorLine_IsNotMisled()
    {
        var text = "sep=;\norder_id;name\n1;\"a, b, c\"\n2;\"d, e\nf; g\"\n";

        var probed = (await ProbeAsync(text)).Value;

        Assert.Equal(';', probed.Format.Delimiter);
        Assert.Equal(["1", "a, b, c"], probed.Rows[0]);
        Assert.Equal(2, probed.Rows.Count);
    }

    [Fact]
    public async Task Probe_OfMixedLineEnds_ReadsEveryRow()
    {
        var probed = (await ProbeAsync("order_id,sku\r\n1,A\n2,B\r3,C\r\n\r\n4,D")).Value;

        Assert.Equal(["1", "2", "3", "4"], probed.Rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Probe_WithoutHeader_NamesColumnsByPlace()
    {
        var probed = (await ProbeAsync("1,A,2,1.50\n2,B,1,3.00\n")).Value;

        Assert.False(probed.Format.HasHeader);
        Assert.Equal("Column 1", probed.Columns[0].Name);
        Assert.Equal(2, probed.Rows.Count);
    }

    [Fact]
    public async Task Probe_OfDuplicateHeaders_MakesThemUniqueAndLeavesTheChoiceToTheUser()
    {
        var probed = (await ProbeAsync("order_id,price,sku,price\n1,2.00,A,3.00\n")).Value;

        Assert.Equal(["order_id", "price", "sku", "price (2)"], probed.Columns.Select(c => c.Name));
        Assert.DoesNotContain(ImportField.UnitPrice, probed.Mapping.Columns.Keys);
    }

    [Theory]
    [InlineData("31/12/2025", "01/02/2025", DateOrder.DayFirst, false)]
    [InlineData("12/31/2025", "01/02/2025", DateOrder.MonthFirst, false)]
    [InlineData("2025-12-31", "2025-01-02", DateOrder.YearFirst, false)]
    [InlineData("31.12.25", "01.02.25", DateOrder.DayFirst, false)]
    [InlineData("01.02.2025", "03.04.2025", DateOrder.DayFirst, true)]
    [InlineData("12/1/10 8:26", "12/1/10 8:28", DateOrder.MonthFirst, true)]
    public async Task Probe_FindsTheOrderOfDates(
        string first,
        string second,
        DateOrder order,
        bool ambiguous
    )
    {
        var probed = (
            await ProbeAsync($"order_id,order_date,sku\n1,{first},A\n2,{second},B\n")
        ).Value;

        Assert.Equal(order, probed.Format.DateOrder);
        Assert.Equal(ambiguous, probed.IsDateOrderAmbiguous);
    }

    [Theory]
    [InlineData("1.234,56", DecimalMark.Comma, false)]
    [InlineData("1,234.56", DecimalMark.Point, false)]
    [InlineData("12,5", DecimalMark.Comma, false)]
    [InlineData("1.234.567", DecimalMark.Comma, false)]
    [InlineData("1,234", DecimalMark.Point, true)]
    [InlineData("12", DecimalMark.Point, false)]
    public async Task Probe_FindsTheDecimalMark(string price, DecimalMark mark, bool ambiguous)
    {
        var probed = (await ProbeAsync($"order_id;sku;price\n1;A;{price}\n2;B;{price}\n")).Value;

        Assert.Equal(mark, probed.Format.DecimalMark);
        Assert.Equal(ambiguous, probed.IsDecimalMarkAmbiguous);
    }

    [Fact]
    public async Task Probe_OfTheRealFile_MapsEveryColumn()
    {
        await using var file = File.OpenRead(ImportFiles.OnlineRetail);

        var probed = (await CsvProbe.ProbeAsync(file, default)).Value;

        Assert.Equal(ImportShape.OrderLines, probed.Mapping.Shape);
        Assert.Equal("InvoiceNo", probed.Mapping.Columns[ImportField.Reference]);
        Assert.Equal("StockCode", probed.Mapping.Columns[ImportField.Sku]);
        Assert.Equal("Description", probed.Mapping.Columns[ImportField.ProductName]);
        Assert.Equal("Quantity", probed.Mapping.Columns[ImportField.Quantity]);
        Assert.Equal("InvoiceDate", probed.Mapping.Columns[ImportField.PlacedAt]);
        Assert.Equal("UnitPrice", probed.Mapping.Columns[ImportField.UnitPrice]);
        Assert.Equal("CustomerID", probed.Mapping.Columns[ImportField.CustomerReference]);
        Assert.Equal("Country", probed.Mapping.Columns[ImportField.Country]);
        Assert.Equal(DateOrder.MonthFirst, probed.Format.DateOrder);
        Assert.False(probed.Mapping.Check(probed.Columns).Failed);
    }

    private static Task<Result<ProbedFile>> ProbeAsync(string text) =>
        ProbeAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<Result<ProbedFile>> ProbeAsync(byte[] bytes)
    {
        await using var file = new MemoryStream(bytes);
        return await CsvProbe.ProbeAsync(file, default);
    }
}
