using System.Buffers;
using System.Text;

namespace Portal.Core.Imports.Csv;

/// <summary>
/// What one pass over all bytes of a file tells: whether it is text, in which encoding, and how
/// many lines it has. Reads in blocks, so that memory does not grow with the file.
/// </summary>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Head">The first bytes, at most <see cref="CsvLimits.SampleBytes"/>.</param>
/// <param name="LineEnds">How many LF, or CR where the file has no LF.</param>
/// <param name="MultiByte">Characters of two bytes or more that are well-formed UTF-8.</param>
/// <param name="Malformed">Sequences that are no UTF-8.</param>
public sealed record ByteSurvey(
    long Length,
    ReadOnlyMemory<byte> Head,
    long LineEnds,
    long MultiByte,
    long Malformed
)
{
    private const int BlockBytes = 256 << 10;

    /// <summary>
    /// The encoding without a byte order mark to go by. A few bad bytes among many good characters
    /// are damage to single rows; only bad ones are another encoding.
    /// </summary>
    public CsvEncoding EncodingByContent =>
        Malformed > 0 && Malformed >= MultiByte ? CsvEncoding.Windows1252 : CsvEncoding.Utf8;

    public static async Task<ByteSurvey> OfAsync(Stream file, CancellationToken ct)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            var head = new MemoryStream();
            long length = 0;
            long lineFeeds = 0;
            long carriageReturns = 0;
            var utf8 = new Utf8Tally();
            int read;
            while ((read = await file.ReadAsync(block.AsMemory(0, BlockBytes), ct)) > 0)
            {
                var bytes = block.AsSpan(0, read);
                head.Write(bytes[..Math.Min(read, CsvLimits.SampleBytes - (int)head.Length)]);
                length += read;
                lineFeeds += bytes.Count((byte)'\n');
                carriageReturns += bytes.Count((byte)'\r');
                utf8.Add(bytes);
            }

            return new ByteSurvey(
                length,
                head.GetBuffer().AsMemory(0, (int)head.Length),
                lineFeeds > 0 ? lineFeeds : carriageReturns,
                utf8.MultiByte,
                utf8.Malformed
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Counts good and bad UTF-8 over blocks that may cut a character in two.</summary>
    private sealed class Utf8Tally
    {
        private readonly byte[] _cut = new byte[8];
        private int _cutLength;

        public long MultiByte { get; private set; }

        public long Malformed { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            if (_cutLength > 0)
            {
                bytes = FinishCut(bytes);
            }

            while (true)
            {
                var next = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                if (next < 0)
                {
                    return;
                }

                bytes = bytes[next..];
                switch (Rune.DecodeFromUtf8(bytes, out _, out var consumed))
                {
                    case OperationStatus.Done:
                        MultiByte++;
                        break;
                    case OperationStatus.NeedMoreData:
                        bytes.CopyTo(_cut);
                        _cutLength = bytes.Length;
                        return;
                    default:
                        Malformed++;
                        break;
                }

                bytes = bytes[consumed..];
            }
        }

        private ReadOnlySpan<byte> FinishCut(ReadOnlySpan<byte> bytes)
        {
            var before = _cutLength;
            var taken = Math.Min(4 - before, bytes.Length);
            bytes[..taken].CopyTo(_cut.AsSpan(before));
            var status = Rune.DecodeFromUtf8(
                _cut.AsSpan(0, before + taken),
                out _,
                out var consumed
            );
            _cutLength = 0;
            if (status == OperationStatus.Done)
            {
                MultiByte++;
            }
            else
            {
                Malformed++;
            }

            return bytes[Math.Clamp(consumed - before, 0, bytes.Length)..];
        }
    }
}
