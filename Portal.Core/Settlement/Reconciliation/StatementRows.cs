using System.Text;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>RFC 4180, a row at a time.</summary>
internal sealed class StatementRows(ReadOnlyMemory<byte> file) : IDisposable
{
    private const int MaxRowLength = 64 << 10;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    private readonly StreamReader _reader = new(
        new MemoryStream(file.ToArray(), writable: false),
        Strict
    );

    /// <summary>The row read last, from 1; the head is the first.</summary>
    public int Row { get; private set; }

    /// <summary>Why reading stopped before the end.</summary>
    public Error? Refusal { get; private set; }

    public void Dispose() => _reader.Dispose();

    public bool TryNext(out string[] cells)
    {
        cells = [];
        try
        {
            if (_reader.Peek() < 0)
            {
                return false;
            }

            Row++;
            cells = ReadRow() ?? [];
            return Refusal is null;
        }
        catch (DecoderFallbackException)
        {
            Refusal = ReconciliationErrors.Malformed(Row, "it is not UTF-8.");
            return false;
        }
    }

    private string[]? ReadRow()
    {
        var (cells, cell, isQuoted, length) = (new List<string>(), new StringBuilder(), false, 0);
        for (var sign = _reader.Read(); sign >= 0; sign = _reader.Read())
        {
            if (++length > MaxRowLength)
            {
                Refusal = ReconciliationErrors.Malformed(Row, "it is longer than 64 KB.");
                return null;
            }

            if (sign is '"' && isQuoted && _reader.Peek() is '"')
            {
                cell.Append((char)_reader.Read());
            }
            else if (sign is '"' && (isQuoted || cell.Length == 0))
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && sign is ',')
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (!isQuoted && sign is '\n')
            {
                break;
            }
            else if (isQuoted || sign is not '\r')
            {
                cell.Append((char)sign);
            }
        }

        if (isQuoted)
        {
            Refusal = ReconciliationErrors.Malformed(Row, "a quote is not closed.");
            return null;
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }
}
