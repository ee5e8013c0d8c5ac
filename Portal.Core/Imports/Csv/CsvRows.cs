using System.Text.Unicode;
using CsvHelper;
using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>
/// Reads the records of a file one after the other in bounded memory. Blank lines and records
/// whose fields are all blank are passed over. When the file itself cannot be read on, reading
/// ends and <see cref="Refusal"/> says why.
/// </summary>
public sealed class CsvRows : IAsyncDisposable
{
    private static readonly byte[] ReplacementCharacter = [0xEF, 0xBF, 0xBD];

    private readonly CsvReader _reader;
    private readonly CsvFormat _format;
    private CsvMalformedReason? _malformed;
    private bool _headerRead;

    private CsvRows(Stream file, CsvFormat format)
    {
        _format = format;
        _reader = CsvReader.Create(
            file,
            new CsvReaderOptions
            {
                Separator = format.Delimiter,
                HasHeader = false,
                Encoding = format.Decoder,
                MaxRecordSize = CsvLimits.RecordBytes,
                TrackLineNumbers = true,
                PoolStrings = true,
                OnMalformedRecord = record => _malformed = record.Reason,
            }
        );
    }

    /// <summary>Names of the columns; empty when the file has no header.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>Why the file cannot be read any further; null while it can.</summary>
    public Error? Refusal { get; private set; }

    /// <summary>The line of the file on which the current record begins, the first being 1.</summary>
    public long Line => _reader.LineNumber;

    public int FieldCount => _reader.FieldCount;

    /// <summary>Where the current record begins, in bytes of UTF-8.</summary>
    public long ByteOffset => _reader.ByteOffset;

    /// <summary>The record as it stands in the file, decoded to UTF-8, without its line break.</summary>
    public ReadOnlySpan<byte> Raw => _reader.RawRecord;

    /// <summary>Takes over the stream and closes it at the end.</summary>
    public static CsvRows Open(Stream file, CsvFormat format) => new(file, format);

    /// <summary>Goes to the next record that is not blank; the header is read on the first call.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken ct)
    {
        if (!_headerRead)
        {
            _headerRead = true;
            if (_format.HasHeader && await NextAsync(ct))
            {
                Header = Fields();
            }
        }

        return Refusal is null && await NextAsync(ct);
    }

    /// <summary>One field as UTF-8, quotes removed; empty beyond the end of a short record.</summary>
    public ReadOnlySpan<byte> Field(int column) => _reader.GetSpan(column);

    /// <summary>One field as text. Values seen before in the column share one string.</summary>
    public string Text(int column) => _reader.GetString(column);

    public string[] Fields()
    {
        var fields = new string[FieldCount];
        for (var column = 0; column < fields.Length; column++)
        {
            fields[column] = Text(column);
        }

        return fields;
    }

    /// <summary>What is wrong with the current record as a whole, before its fields are looked at.</summary>
    public RowProblem? Problem(int expectedColumns)
    {
        var raw = Raw;
        if (_malformed is CsvMalformedReason.TextAfterClosingQuote)
        {
            return RowProblem.RowBadQuoting;
        }

        if (raw.Contains((byte)0))
        {
            return RowProblem.RowHoldsNul;
        }

        if (!Utf8.IsValid(raw) || raw.IndexOf(ReplacementCharacter) >= 0)
        {
            return RowProblem.RowBadEncoding;
        }

        if (FieldCount > expectedColumns)
        {
            return RowProblem.RowTooManyFields;
        }

        return HasOversizedField(raw.Length) ? RowProblem.RowFieldTooLong : null;
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private async ValueTask<bool> NextAsync(CancellationToken ct)
    {
        try
        {
            do
            {
                _malformed = null;
                if (!await _reader.ReadAsync(ct))
                {
                    return false;
                }
            } while (IsBlank());
        }
        catch (CsvFormatException)
        {
            // The only error left on: everything but the record size is recovered or reported.
            Refusal = CsvErrors.RecordTooLarge(LineAfterCurrent());
            return false;
        }

        if (_malformed is CsvMalformedReason.UnterminatedQuote)
        {
            Refusal = CsvErrors.QuoteNeverClosed(Line);
            return false;
        }

        if (FieldCount > CsvLimits.Columns)
        {
            Refusal = CsvErrors.TooManyColumns(FieldCount);
            return false;
        }

        return true;
    }

    /// <summary>The reader still stands on the last good record when the next one is too large.</summary>
    private long LineAfterCurrent() => Raw.IsEmpty ? 1 : Line + 1 + Raw.Count((byte)'\n');

    private bool IsBlank()
    {
        var delimiter = (byte)_format.Delimiter;
        foreach (var value in Raw)
        {
            if (value != delimiter && value is not ((byte)' ' or (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }

    private bool HasOversizedField(int recordLength)
    {
        if (recordLength <= CsvLimits.FieldBytes)
        {
            return false;
        }

        for (var column = 0; column < FieldCount; column++)
        {
            if (Field(column).Length > CsvLimits.FieldBytes)
            {
                return true;
            }
        }

        return false;
    }
}
