using System.Globalization;
using System.Text;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Tests.Imports;

[Trait("speed", "quick")]
public sealed class RowParserTests
{
    private static readonly RowContext Context = new(
        Currency.Of("GBP"),
        TimeZoneInfo.FindSystemTimeZoneById("Europe/London"),
        new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)
    );

    [Fact]
    public async Task Row_WithEverything_IsReadWithItsTypes()
    {
        var row = await ParseAsync(
            "536365,2025-07-01 08:26,85123A,Holder,6,2.55,EUR,17850,Ann,a@b.example,France"
        );

        Assert.Null(row.Problem);
        Assert.Equal("536365", row.Reference);
        Assert.Equal(new DateTime(2025, 7, 1, 7, 26, 0, DateTimeKind.Utc), row.PlacedAt);
        Assert.Equal("85123A", row.Sku);
        Assert.Equal(6, row.Quantity);
        Assert.Equal(255, row.AmountMinor);
        Assert.Equal("EUR", row.Currency);
        Assert.Equal("17850", row.CustomerReference);
        Assert.Equal("France", row.Country);
        Assert.Equal(2, row.Line);
    }

    [Theory]
    [InlineData(",2025-07-01,A,n,1,1.00", "reference.missing", ImportField.Reference)]
    [InlineData("1,,A,n,1,1.00", "date.missing", ImportField.PlacedAt)]
    [InlineData("1,soon,A,n,1,1.00", "date.not_a_date", ImportField.PlacedAt)]
    [InlineData("1,2025-02-30,A,n,1,1.00", "date.not_exist", ImportField.PlacedAt)]
    [InlineData("1,2025-02-03 25:00,A,n,1,1.00", "date.not_exist", ImportField.PlacedAt)]
    [InlineData("1,1999-02-03,A,n,1,1.00", "date.out_of_range", ImportField.PlacedAt)]
    [InlineData("1,2027-02-03,A,n,1,1.00", "date.out_of_range", ImportField.PlacedAt)]
    [InlineData("1,2025-07-01,,n,1,1.00", "sku.missing", ImportField.Sku)]
    [InlineData("1,2025-07-01,A,n,,1.00", "quantity.missing", ImportField.Quantity)]
    [InlineData("1,2025-07-01,A,n,0,1.00", "quantity.zero", ImportField.Quantity)]
    [InlineData("1,2025-07-01,A,n,1.5,1.00", "quantity.not_a_number", ImportField.Quantity)]
    [InlineData("1,2025-07-01,A,n,two,1.00", "quantity.not_a_number", ImportField.Quantity)]
    [InlineData("1,2025-07-01,A,n,1099511627776,1.00", "quantity.too_large", ImportField.Quantity)]
    [InlineData(
        "1,2025-07-01,A,n,99999999999999999999,1.00",
        "quantity.too_large",
        ImportField.Quantity
    )]
    [InlineData("1,2025-07-01,A,n,1,", "price.missing", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,abc", "price.not_a_number", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,\"1.234,56\"", "price.not_a_number", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,1e5", "price.not_a_number", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,-5.00", "price.negative", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,0.001", "price.too_precise", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,99999999999.00", "price.too_large", ImportField.UnitPrice)]
    [InlineData("1,2025-07-01,A,n,1,1.00,XXX", "currency.unknown", ImportField.Currency)]
    [InlineData("1,2025-07-01,A,n,1,1.00,,,,nobody", "email.invalid", ImportField.CustomerEmail)]
    [InlineData("=1+1,2025-07-01,A,n,1,1.00", "formula", ImportField.Reference)]
    [InlineData("1,2025-07-01,A,@SUM(A1),1,1.00", "formula", ImportField.ProductName)]
    [InlineData(
        "1,2025-07-01,A,\"-2+3+cmd|' /C calc'!A0\",1,1.00",
        "formula",
        ImportField.ProductName
    )]
    [InlineData(
        "1,2025-07-01,A,\"two\nlines\",1,1.00",
        "text.control_character",
        ImportField.ProductName
    )]
    public async Task Row_WithAMistake_IsRefusedByFieldAndCode(
        string line,
        string code,
        ImportField field
    )
    {
        var row = await ParseAsync(line);

        Assert.Equal(code, row.Problem?.Code);
        Assert.Equal(field, row.ProblemField);
    }

    [Theory]
    [InlineData("1,2025-07-01,A,n\0,1,1.00", "row.nul")]
    [InlineData("1,2025-07-01,A,\"n\"x,1,1.00", "row.bad_quoting")]
    [InlineData("1,2025-07-01,A,n,1,1.00,,,,,,12,13", "row.too_many_fields")]
    public async Task Row_ThatIsBrokenAsAWhole_IsRefused(string line, string code)
    {
        var row = await ParseAsync(line);

        Assert.Equal(code, row.Problem?.Code);
        Assert.Equal("1", row.Reference);
    }

    [Theory]
    [InlineData("-6", 6, true)]
    [InlineData("6", 6, false)]
    [InlineData("+6", 6, false)]
    [InlineData("6.0", 6, false)]
    [InlineData("(6)", 6, true)]
    [InlineData("1 000", 1000, false)]
    public async Task Quantity_BelowZero_IsARefund(string text, int quantity, bool isRefund)
    {
        var row = await ParseAsync($"C1,2025-07-01,A,n,{text},1.00");

        Assert.Null(row.Problem);
        Assert.Equal((quantity, isRefund), (row.Quantity, row.IsRefund));
    }

    [Theory]
    [InlineData("1.234,56", DecimalMark.Comma, 123456)]
    [InlineData("1 234,5", DecimalMark.Comma, 123450)]
    [InlineData("€ 12,50", DecimalMark.Comma, 1250)]
    [InlineData("12,50 €", DecimalMark.Comma, 1250)]
    [InlineData("1,234.56", DecimalMark.Point, 123456)]
    [InlineData("£2.5", DecimalMark.Point, 250)]
    [InlineData(".5", DecimalMark.Point, 50)]
    [InlineData("1'000.00", DecimalMark.Point, 100000)]
    [InlineData("2.5500", DecimalMark.Point, 255)]
    [InlineData("007", DecimalMark.Point, 700)]
    public void Number_InEveryUsualSpelling_IsExact(string text, DecimalMark mark, long minor)
    {
        var reading = NumberText.Read(Encoding.UTF8.GetBytes(text), mark, out var number);

        Assert.Equal(NumberReading.Done, reading);
        Assert.Equal(minor, number.InUnits(2));
    }

    [Theory]
    [InlineData("1,23.4")]
    [InlineData("12,34,567")]
    [InlineData("1.2.3")]
    [InlineData("1,2345")]
    [InlineData(",")]
    [InlineData("--5")]
    [InlineData("5%")]
    [InlineData("0x10")]
    [InlineData("٣")]
    public void Number_OfDoubtfulSpelling_IsRefused(string text) =>
        Assert.Equal(
            NumberReading.NotANumber,
            NumberText.Read(Encoding.UTF8.GetBytes(text), DecimalMark.Point, out _)
        );

    [Theory]
    [InlineData("2025-11-30", DateOrder.DayFirst, "2025-11-30T00:00:00")]
    [InlineData("20251130", DateOrder.DayFirst, "2025-11-30T00:00:00")]
    [InlineData("2025-11-30T14:05:06.789Z", DateOrder.DayFirst, "2025-11-30T14:05:06")]
    [InlineData("2025-11-30 14:05+02:00", DateOrder.YearFirst, "2025-11-30T12:05:00")]
    [InlineData("12/1/10 8:26", DateOrder.MonthFirst, "2010-12-01T08:26:00")]
    [InlineData("12/1/10 8:26", DateOrder.DayFirst, "2010-01-12T08:26:00")]
    [InlineData("30.11.25", DateOrder.DayFirst, "2025-11-30T00:00:00")]
    [InlineData("30-Nov-2025", DateOrder.MonthFirst, "2025-11-30T00:00:00")]
    [InlineData("November 30, 2025 2:05 pm", DateOrder.DayFirst, "2025-11-30T14:05:00")]
    [InlineData("11/30/2025 12:00:00 AM", DateOrder.MonthFirst, "2025-11-30T00:00:00")]
    [InlineData("29/02/2024", DateOrder.DayFirst, "2024-02-29T00:00:00")]
    public void Date_InEveryUsualSpelling_IsRead(string text, DateOrder order, string expected)
    {
        var reading = DateText.Read(Encoding.UTF8.GetBytes(text), order, out var value, out _);

        Assert.Equal(DateReading.Done, reading);
        Assert.Equal(expected, value.ToString("s", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("29/02/2025", DateReading.NotExisting)]
    [InlineData("31/04/2025", DateReading.NotExisting)]
    [InlineData("01/13/2025", DateReading.NotExisting)]
    [InlineData("00/01/2025", DateReading.NotExisting)]
    [InlineData("01/02/2025 24:01", DateReading.NotExisting)]
    [InlineData("01/02", DateReading.NotADate)]
    [InlineData("1.5", DateReading.NotADate)]
    [InlineData("45291", DateReading.NotADate)]
    [InlineData("01/02/20255", DateReading.NotADate)]
    [InlineData("01/02/2025 later", DateReading.NotADate)]
    public void Date_ThatIsNone_IsRefused(string text, DateReading expected) =>
        Assert.Equal(
            expected,
            DateText.Read(Encoding.UTF8.GetBytes(text), DateOrder.DayFirst, out _, out _)
        );

    [Fact]
    public async Task Code_KeptByASpreadsheetAsFormula_IsTakenOutOfIt()
    {
        var row = await ParseAsync("1,2025-07-01,\"=\"\"00123\"\"\",n,1,1.00");

        Assert.Null(row.Problem);
        Assert.Equal("00123", row.Sku);
    }

    private static async Task<OrderRow> ParseAsync(string line)
    {
        const string header =
            "order_id,order_date,sku,product_name,quantity,unit_price,currency,customer_id,customer_name,email,country\n";
        var format = new CsvFormat();
        string[] names = header.TrimEnd().Split(',');
        var columns = SourceColumn.Of(names, []);
        var parser = new RowParser(format, ColumnMapping.Suggest(columns, []), columns, Context);
        await using var rows = CsvRows.Open(
            new MemoryStream(Encoding.UTF8.GetBytes(header + line + "\n")),
            format
        );
        Assert.True(await rows.ReadAsync(default));
        var row = default(OrderRow);
        parser.Parse(rows, ref row);
        return row;
    }
}
