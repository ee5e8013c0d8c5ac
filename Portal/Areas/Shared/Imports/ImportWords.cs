using Portal.Core.Imports;
using Portal.Core.Imports.Csv;

namespace Portal.Areas.Shared.Imports;

/// <summary>What the choices of an import are called on pages.</summary>
public static class ImportWords
{
    public static string Of(ImportField field) =>
        field switch
        {
            ImportField.Reference => "Order reference",
            ImportField.PlacedAt => "Date of the order",
            ImportField.Sku => "Product code",
            ImportField.ProductName => "Product name",
            ImportField.Quantity => "Quantity",
            ImportField.UnitPrice => "Price of one",
            ImportField.Total => "Order total",
            ImportField.Currency => "Currency",
            ImportField.CustomerReference => "Customer number",
            ImportField.CustomerName => "Customer name",
            ImportField.CustomerEmail => "Customer email",
            ImportField.Country => "Country",
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

    public static string Of(ImportShape shape) =>
        shape switch
        {
            ImportShape.OrderLines => "A line of an order",
            ImportShape.OrderWithProduct => "An order with its product",
            ImportShape.OrderTotals => "An order's total",
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

    public static string Explain(ImportShape shape) =>
        shape switch
        {
            ImportShape.OrderLines => "Rows with the same reference form one order.",
            ImportShape.OrderWithProduct => "Every row is an order of its own.",
            ImportShape.OrderTotals => "No products; kept as history.",
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

    public static string Of(ImportPhase phase) =>
        phase switch
        {
            ImportPhase.Waiting => "Waiting for a worker",
            ImportPhase.Reading => "Reading the file",
            ImportPhase.Checking => "Checking orders, products and refunds",
            ImportPhase.Writing => "Writing orders",
            _ => throw new ArgumentOutOfRangeException(nameof(phase)),
        };

    public static string Of(CsvEncoding encoding) =>
        encoding switch
        {
            CsvEncoding.Utf8 => "UTF-8",
            CsvEncoding.Utf16LittleEndian => "UTF-16 (Unicode text)",
            CsvEncoding.Utf16BigEndian => "UTF-16, big endian",
            CsvEncoding.Windows1252 => "Windows-1252",
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };

    public static string Of(DateOrder order) =>
        order switch
        {
            DateOrder.YearFirst => "2025-11-30",
            DateOrder.DayFirst => "30/11/2025, day first",
            DateOrder.MonthFirst => "11/30/2025, month first",
            _ => throw new ArgumentOutOfRangeException(nameof(order)),
        };

    public static string Of(DecimalMark mark) =>
        mark == DecimalMark.Point ? "1,234.56" : "1.234,56";

    public static string OfDelimiter(char delimiter) =>
        delimiter switch
        {
            ',' => "Comma",
            ';' => "Semicolon",
            '\t' => "Tab",
            '|' => "Bar",
            _ => delimiter.ToString(),
        };

    public static string Of(StockHandling stock) =>
        stock == StockHandling.Reserve ? "Work them" : "Keep as history";

    public static string Explain(StockHandling stock) =>
        stock == StockHandling.Reserve
            ? "Stock is reserved, the payment taken, the order completed."
            : "They count as completed; stock and payment are not touched.";

    public static string Of(UnknownProducts products) =>
        products == UnknownProducts.Reject ? "Reject their orders" : "Create drafts";

    public static string Explain(UnknownProducts products) =>
        products == UnknownProducts.Reject
            ? "The catalog stays as it is."
            : "The shop completes the products later; until then they have no stock.";

    public static string Of(ErrorHandling errors) =>
        errors == ErrorHandling.RejectOrder ? "Its order" : "The whole file";

    public static string Explain(ErrorHandling errors) =>
        errors == ErrorHandling.RejectOrder
            ? "All other orders are imported."
            : "One bad row, and nothing is imported.";
}
