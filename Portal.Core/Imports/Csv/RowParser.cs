using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>What rows are read against besides the file itself.</summary>
/// <param name="Currency">The tenant's currency, for files without one.</param>
/// <param name="TimeZone">Where a time without offset is meant.</param>
/// <param name="Now">Orders without date are placed now, and none lies after tomorrow.</param>
public sealed record RowContext(Currency Currency, TimeZoneInfo TimeZone, DateTimeOffset Now);

/// <summary>Turns the fields of a record into an <see cref="OrderRow"/> or a reasoned refusal.</summary>
public sealed class RowParser
{
    public const int MaxQuantity = 1_000_000;

    /// <summary>Amounts up to ten thousand million in major units.</summary>
    private const long MaxMajor = 10_000_000_000;

    private static readonly DateTime Earliest = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CsvFormat _format;
    private readonly ImportShape _shape;
    private readonly RowContext _context;
    private readonly DateTime _latest;
    private readonly int _columnCount;
    private readonly int[] _columns;
    private string _lastCurrencyText = "";
    private Currency _lastCurrency;

    public RowParser(
        CsvFormat format,
        ColumnMapping mapping,
        IReadOnlyList<SourceColumn> columns,
        RowContext context
    )
    {
        (_format, _shape, _context) = (format, mapping.Shape, context);
        _latest = context.Now.UtcDateTime.AddDays(1);
        _columnCount = columns.Count;
        _columns =
        [
            .. Enum.GetValues<ImportField>().Select(field => mapping.IndexOf(field, columns) ?? -1),
        ];
    }

    /// <summary>Reads the current record. The first problem of a row is the one it is refused for.</summary>
    public void Parse(CsvRows rows, ref OrderRow row)
    {
        row = new OrderRow
        {
            Line = checked((int)rows.Line),
            Currency = _context.Currency.Code,
            Quantity = 1,
        };
        row.Problem = rows.Problem(_columnCount);

        // The reference comes first: with it, a line that is bad otherwise takes its order along.
        row.Reference = ReadText(rows, ImportField.Reference, TextLimits.Reference, ref row);
        if (row.Reference is null)
        {
            Refuse(rows, ref row, RowProblem.ReferenceMissing, ImportField.Reference);
            return;
        }

        ReadCurrency(rows, ref row);
        ReadDate(rows, ref row);
        if (_shape != ImportShape.OrderTotals)
        {
            ReadProduct(rows, ref row);
            ReadQuantity(rows, ref row);
        }

        ReadAmount(rows, ref row);
        row.CustomerReference = ReadText(
            rows,
            ImportField.CustomerReference,
            TextLimits.CustomerReference,
            ref row
        );
        row.CustomerName = ReadText(
            rows,
            ImportField.CustomerName,
            TextLimits.CustomerName,
            ref row
        );
        row.Country = ReadText(rows, ImportField.Country, TextLimits.Country, ref row);
        ReadEmail(rows, ref row);
    }

    private void ReadCurrency(CsvRows rows, ref OrderRow row)
    {
        var column = _columns[(int)ImportField.Currency];
        if (column < 0 || rows.Field(column).Trim(" \t"u8).IsEmpty)
        {
            return;
        }

        // The pool gives equal values of a column the same string, so this nearly always matches.
        var text = rows.Text(column);
        if (!ReferenceEquals(text, _lastCurrencyText))
        {
            if (!Currency.TryParse(text, out var currency))
            {
                Refuse(rows, ref row, RowProblem.CurrencyUnknown, ImportField.Currency);
                return;
            }

            (_lastCurrencyText, _lastCurrency) = (text, currency);
        }

        row.Currency = _lastCurrency.Code;
    }

    private void ReadDate(CsvRows rows, ref OrderRow row)
    {
        row.PlacedAt = _context.Now.UtcDateTime;
        var column = _columns[(int)ImportField.PlacedAt];
        if (column < 0)
        {
            return;
        }

        var text = rows.Field(column);
        if (text.Trim(" \t"u8).IsEmpty)
        {
            Refuse(rows, ref row, RowProblem.DateMissing, ImportField.PlacedAt);
            return;
        }

        var reading = DateText.Read(text, _format.DateOrder, out var value, out var hasOffset);
        if (reading != DateReading.Done)
        {
            var problem =
                reading == DateReading.NotADate
                    ? RowProblem.DateNotADate
                    : RowProblem.DateNotExisting;
            Refuse(rows, ref row, problem, ImportField.PlacedAt);
            return;
        }

        var placedAt = hasOffset ? value.UtcDateTime : ToUtc(value.DateTime);
        if (placedAt < Earliest || placedAt > _latest)
        {
            Refuse(rows, ref row, RowProblem.DateOutOfRange, ImportField.PlacedAt);
            return;
        }

        row.PlacedAt = placedAt;
    }

    /// <summary>An hour that a clock change skipped is taken as the hour after it.</summary>
    private DateTime ToUtc(DateTime wall)
    {
        var local = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        return _context.TimeZone.IsInvalidTime(local)
            ? TimeZoneInfo.ConvertTimeToUtc(local.AddHours(1), _context.TimeZone)
            : TimeZoneInfo.ConvertTimeToUtc(local, _context.TimeZone);
    }

    private void ReadProduct(CsvRows rows, ref OrderRow row)
    {
        row.Sku = ReadText(rows, ImportField.Sku, TextLimits.Sku, ref row);
        if (row.Sku is null)
        {
            Refuse(rows, ref row, RowProblem.SkuMissing, ImportField.Sku);
        }

        row.ProductName = ReadText(rows, ImportField.ProductName, TextLimits.ProductName, ref row);
    }

    private void ReadQuantity(CsvRows rows, ref OrderRow row)
    {
        var column = _columns[(int)ImportField.Quantity];
        if (column < 0)
        {
            return;
        }

        var text = rows.Field(column);
        if (text.Trim(" \t"u8).IsEmpty)
        {
            Refuse(rows, ref row, RowProblem.QuantityMissing, ImportField.Quantity);
            return;
        }

        var reading = NumberText.Read(text, _format.DecimalMark, out var number);
        var quantity = reading == NumberReading.Done ? number.InUnits(0) : null;
        RowProblem? problem = (reading, quantity) switch
        {
            (NumberReading.NotANumber, _) => RowProblem.QuantityNotANumber,
            (NumberReading.TooLarge, _) => RowProblem.QuantityTooLarge,
            (_, null) => RowProblem.QuantityNotANumber,
            (_, 0) => RowProblem.QuantityZero,
            (_, > MaxQuantity or < -MaxQuantity) => RowProblem.QuantityTooLarge,
            _ => null,
        };
        if (problem is not null)
        {
            Refuse(rows, ref row, problem, ImportField.Quantity);
            return;
        }

        row.IsRefund = quantity < 0;
        row.Quantity = (int)Math.Abs(quantity!.Value);
    }

    private void ReadAmount(CsvRows rows, ref OrderRow row)
    {
        var field = _shape == ImportShape.OrderTotals ? ImportField.Total : ImportField.UnitPrice;
        var text = rows.Field(_columns[(int)field]);
        if (text.Trim(" \t"u8).IsEmpty)
        {
            Refuse(rows, ref row, RowProblem.PriceMissing, field);
            return;
        }

        var currency = Currency.Of(row.Currency!);
        var reading = NumberText.Read(text, _format.DecimalMark, out var number);
        var minor = reading == NumberReading.Done ? number.InUnits(currency.Decimals) : null;
        RowProblem? problem = (reading, minor) switch
        {
            (NumberReading.NotANumber, _) => RowProblem.PriceNotANumber,
            (NumberReading.TooLarge, _) => RowProblem.PriceTooLarge,
            (_, null) => RowProblem.PriceTooPrecise,
            (_, < 0) => RowProblem.PriceNegative,
            _ => IsTooLarge(minor.Value, row.Quantity, currency) ? RowProblem.PriceTooLarge : null,
        };
        if (problem is not null)
        {
            Refuse(rows, ref row, problem, field);
            return;
        }

        row.AmountMinor = minor!.Value;
    }

    private static bool IsTooLarge(long minor, int quantity, Currency currency) =>
        minor > MaxMajor * currency.MinorPerMajor / Math.Max(1, quantity);

    private void ReadEmail(CsvRows rows, ref OrderRow row)
    {
        row.CustomerEmail = ReadText(
            rows,
            ImportField.CustomerEmail,
            TextLimits.CustomerEmail,
            ref row
        );
        if (row.CustomerEmail is { } email)
        {
            var at = email.IndexOf('@', StringComparison.Ordinal);
            if (
                at < 1
                || at != email.LastIndexOf('@')
                || at == email.Length - 1
                || email.Contains(' ')
            )
            {
                Refuse(rows, ref row, RowProblem.EmailInvalid, ImportField.CustomerEmail);
                row.CustomerEmail = null;
            }
        }
    }

    /// <summary>Null when the column is missing, blank or refused.</summary>
    private string? ReadText(CsvRows rows, ImportField field, int limit, ref OrderRow row)
    {
        var column = _columns[(int)field];
        if (column < 0)
        {
            return null;
        }

        var text = CellText.Plain(rows.Text(column));
        if (text.Length == 0)
        {
            return null;
        }

        var problem = CellText.ProblemOf(text, limit);
        if (problem is null)
        {
            return text;
        }

        Refuse(rows, ref row, problem, field);
        return null;
    }

    private void Refuse(CsvRows rows, ref OrderRow row, RowProblem problem, ImportField field)
    {
        if (row.Problem is not null)
        {
            return;
        }

        (row.Problem, row.ProblemField) = (problem, field);
        row.ProblemValue = CellText.Shortened(rows.Field(_columns[(int)field]));
    }
}
