namespace Portal.Core.Imports.Csv;

/// <summary>
/// Why a row is not imported. <see cref="Code"/> is what files and programs see and never
/// changes; <see cref="Sentence"/> is for people.
/// </summary>
public sealed class RowProblem
{
    private static readonly Dictionary<string, RowProblem> All = new(StringComparer.Ordinal);

    private RowProblem(string code, string sentence)
    {
        (Code, Sentence) = (code, sentence);
        All.Add(code, this);
    }

    public string Code { get; }

    public string Sentence { get; }

    public static readonly RowProblem RowBadQuoting = new(
        "row.bad_quoting",
        "Text follows a closing quote. Double the quotes inside the field."
    );

    public static readonly RowProblem RowHoldsNul = new(
        "row.nul",
        "The row holds a NUL character, which no text has."
    );

    public static readonly RowProblem RowBadEncoding = new(
        "row.bad_encoding",
        "The row holds bytes that are not text in the file's encoding."
    );

    public static readonly RowProblem RowTooManyFields = new(
        "row.too_many_fields",
        "The row has more fields than there are columns. Often a delimiter inside a field was not quoted."
    );

    public static readonly RowProblem RowFieldTooLong = new(
        "row.field_too_long",
        "A field is longer than 64 KB."
    );

    public static readonly RowProblem ReferenceMissing = new(
        "reference.missing",
        "The order reference is empty."
    );

    public static readonly RowProblem DateMissing = new("date.missing", "The date is empty.");

    public static readonly RowProblem DateNotADate = new(
        "date.not_a_date",
        "This cannot be read as a date in the chosen order of day, month and year."
    );

    public static readonly RowProblem DateNotExisting = new(
        "date.not_exist",
        "There is no such day or time in the calendar."
    );

    public static readonly RowProblem DateOutOfRange = new(
        "date.out_of_range",
        "The date lies before the year 2000 or in the future."
    );

    public static readonly RowProblem SkuMissing = new("sku.missing", "The product code is empty.");

    public static readonly RowProblem QuantityMissing = new(
        "quantity.missing",
        "The quantity is empty."
    );

    public static readonly RowProblem QuantityNotANumber = new(
        "quantity.not_a_number",
        "The quantity is not a whole number."
    );

    public static readonly RowProblem QuantityZero = new("quantity.zero", "The quantity is zero.");

    public static readonly RowProblem QuantityTooLarge = new(
        "quantity.too_large",
        "The quantity is larger than 1,000,000."
    );

    public static readonly RowProblem PriceMissing = new("price.missing", "The amount is empty.");

    public static readonly RowProblem PriceNotANumber = new(
        "price.not_a_number",
        "The amount is not a number in the chosen decimal style."
    );

    public static readonly RowProblem PriceNegative = new(
        "price.negative",
        "The amount is negative. Give a refund as a negative quantity."
    );

    public static readonly RowProblem PriceTooPrecise = new(
        "price.too_precise",
        "The amount has more decimals than the currency."
    );

    public static readonly RowProblem PriceTooLarge = new(
        "price.too_large",
        "The amount is larger than 10,000,000,000."
    );

    public static readonly RowProblem CurrencyUnknown = new(
        "currency.unknown",
        "This is not an ISO 4217 currency code."
    );

    public static readonly RowProblem EmailInvalid = new(
        "email.invalid",
        "This is not an email address."
    );

    public static readonly RowProblem TextTooLong = new(
        "text.too_long",
        "The text is longer than its column allows."
    );

    public static readonly RowProblem TextControlCharacter = new(
        "text.control_character",
        "The text holds a control character or a line break."
    );

    public static readonly RowProblem Formula = new(
        "formula",
        "The field begins like a spreadsheet formula, which is never stored."
    );

    // What the database finds out when it compares rows with each other and with what is there.
    public static readonly RowProblem ProductUnknown = new(
        "product.unknown",
        "No product has this code."
    );

    public static readonly RowProblem ProductOfOtherShop = new(
        "product.other_shop",
        "This product belongs to another shop."
    );

    public static readonly RowProblem ReferenceRepeated = new(
        "reference.repeated",
        "The reference occurs more than once, but each row is to be an order of its own."
    );

    public static readonly RowProblem OrderOtherRow = new(
        "order.other_row_rejected",
        "Another row of the same order is rejected, and an order is imported whole or not at all."
    );

    public static readonly RowProblem OrderTwoCurrencies = new(
        "order.two_currencies",
        "The rows of this order are in more than one currency."
    );

    public static readonly RowProblem OrderTwoCustomers = new(
        "order.two_customers",
        "The rows of this order name more than one customer."
    );

    public static readonly RowProblem OrderTooManyRows = new(
        "order.too_many_rows",
        "An order can have at most 10,000 rows."
    );

    public static readonly RowProblem OrderTooLarge = new(
        "order.total_too_large",
        "The total of this order is too large."
    );

    public static readonly RowProblem OrderNothingToPay = new(
        "order.nothing_to_pay",
        "The total of this order is zero. Import it as history if it is one."
    );

    public static readonly RowProblem RefundNoOrder = new(
        "refund.no_order",
        "No completed order of this customer has these goods left to refund."
    );

    public static readonly RowProblem ImportRejectedAll = new(
        "import.all_rejected",
        "Other rows of the file are bad, and the import was to reject all or nothing."
    );

    public static RowProblem? Find(string code) => All.GetValueOrDefault(code);

    public override string ToString() => Code;
}
