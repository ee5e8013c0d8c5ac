using System.Globalization;
using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>Why a whole file is refused. Mistakes in single rows are <see cref="RowProblem"/>s.</summary>
public static class CsvErrors
{
    public static readonly Error Empty = Error.Invalid(
        "file.empty",
        "The file is empty. Choose the file again, or export it once more."
    );

    public static readonly Error NoRows = Error.Invalid(
        "file.no_rows",
        "The file has no rows to import, only a header or blank lines."
    );

    public static readonly Error TooLarge = Error.Invalid(
        "file.too_large",
        "The file is larger than 1 GB. Split it into several files."
    );

    public static readonly Error NotText = Error.Invalid(
        "file.not_text",
        "The file holds binary content, not text. Export the orders as CSV and choose that file."
    );

    public static readonly Error OneColumn = Error.Invalid(
        "file.not_csv",
        "No columns were found: the rows are not separated by comma, semicolon, tab or bar."
    );

    public static readonly Error Utf32 = Error.Invalid(
        "file.encoding",
        "The file is encoded in UTF-32. Save it as UTF-8 and choose it again."
    );

    public static Error OtherFormat(string format) =>
        Error.Invalid(
            "file.not_csv",
            $"This is {format}, not a CSV file. Open it and save it as CSV, then choose that file."
        );

    public static Error TooManyColumns(int columns) =>
        Error.Invalid(
            "file.too_many_columns",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The file has {columns:N0} columns; at most {CsvLimits.Columns} can be read."
            )
        );

    public static Error RecordTooLarge(long line) =>
        Error.Invalid(
            "file.row_too_long",
            FormattableString.Invariant($"The row that begins on line {line} is longer than 1 MB. ")
                + "Often a quote was opened there and never closed."
        );

    public static Error QuoteNeverClosed(long line) =>
        Error.Invalid(
            "file.quote_not_closed",
            FormattableString.Invariant($"A quote is opened in the row that begins on line {line} ")
                + "and never closed, so nothing after it can be read."
        );
}
