using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Ledger;

/// <summary>
/// The canonical bytes of an entry: every field that has a meaning, in a fixed order, numbers big-endian,
/// texts in UTF-8 after their length. What is hashed here is compared years later, so it never changes.
/// </summary>
internal sealed class EntryDigest
{
    public const int Length = SHA256.HashSizeInBytes;

    private byte[] _bytes = new byte[512];
    private int _used;

    /// <summary>Begins with what an entry says; its postings follow in their order.</summary>
    public void Begin(
        long tenant,
        string kind,
        string referenceKind,
        long referenceId,
        string description
    )
    {
        _used = 0;
        Add(tenant);
        Add(kind);
        Add(referenceKind);
        Add(referenceId);
        Add(description);
    }

    public void AddPosting(long account, long amountMinor, string currency)
    {
        Add(account);
        Add(amountMinor);
        Add(currency);
    }

    /// <summary>Hash of what was booked; the same request has the same one, whenever it comes.</summary>
    public void WriteContentHash(Span<byte> hash) => SHA256.HashData(_bytes.AsSpan(0, _used), hash);

    private void Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), value);
        _used += sizeof(long);
    }

    private void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(Room(sizeof(int) + length), length);
        Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_used + sizeof(int)));
        _used += sizeof(int) + length;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _used < bytes)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes));
        }

        return _bytes.AsSpan(_used);
    }
}
