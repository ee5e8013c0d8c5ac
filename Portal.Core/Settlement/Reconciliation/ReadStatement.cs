using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>A line as a file has it.</summary>
/// <param name="Row">Of the file, for refusals.</param>
public sealed record ReadLine(
    int Row,
    StatementLineKind Kind,
    long AmountMinor,
    long FeeMinor,
    DateOnly BookedOn,
    string? Key = null,
    string? Reference = null,
    string? Settlement = null,
    string? Counterparty = null,
    string? Text = null,
    string? ReasonCode = null
);

/// <summary>A statement as a file has it, of one currency.</summary>
public sealed record ReadStatement(
    StatementSource Source,
    string Account,
    string Reference,
    Currency Currency,
    long OpeningMinor,
    long ClosingMinor,
    DateOnly FromDay,
    DateOnly ThroughDay,
    IReadOnlyList<ReadLine> Lines
)
{
    /// <summary>Refuses one whose lines do not lead from its opening to its closing balance.</summary>
    public Result Check()
    {
        var computed = (Int128)OpeningMinor;
        foreach (var line in Lines)
        {
            computed += line.AmountMinor - (Int128)line.FeeMinor;
        }

        return computed == ClosingMinor
            ? Result.Ok
            : ReconciliationErrors.DoesNotAddUp(
                Reference,
                new Money(ClosingMinor, Currency),
                new Money((long)Int128.Clamp(computed, long.MinValue, long.MaxValue), Currency)
            );
    }

    /// <summary>SHA-256 of what it says; the same however the file was written.</summary>
    public byte[] ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, OpeningMinor, ClosingMinor, FromDay.DayNumber, ThroughDay.DayNumber);
        foreach (var line in Lines)
        {
            Add(
                hash,
                (long)line.Kind,
                line.AmountMinor,
                line.FeeMinor,
                line.BookedOn.DayNumber,
                line.Key?.Length ?? 0,
                line.Reference?.Length ?? 0,
                line.Settlement?.Length ?? 0
            );
            hash.AppendData(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{line.Key}{line.Reference}{line.Settlement}"
                    )
                )
            );
        }

        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, params ReadOnlySpan<long> numbers)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (var number in numbers)
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, number);
            hash.AppendData(bytes);
        }
    }
}
