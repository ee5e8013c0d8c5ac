using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Ledger.Seals;

/// <summary>
/// The hash of a seal: the hash before, which day of whose books it is, and each entry's id, time,
/// key and content. Never changes, like <see cref="EntryDigest"/>.
/// </summary>
internal sealed class SealDigest : IDisposable
{
    /// <summary>What the first seal of a tenant follows.</summary>
    public static readonly byte[] Nothing = new byte[EntryDigest.Length];

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly EntryDigest _content = new();
    private readonly byte[] _contentHash = new byte[EntryDigest.Length];
    private byte[] _text = new byte[512];

    public long Entries { get; private set; }

    public void Begin(
        long tenant,
        int number,
        DateTimeOffset from,
        DateTimeOffset through,
        byte[] previous
    )
    {
        Entries = 0;
        _hash.AppendData(previous);
        Add(tenant);
        Add(number);
        Add(from.UtcTicks);
        Add(through.UtcTicks);
    }

    /// <summary>Adds an entry and answers the hash of its content, which the next call overwrites.</summary>
    public ReadOnlySpan<byte> Add(long tenant, StoredEntry entry)
    {
        Entries++;
        _content.Begin(
            tenant,
            entry.Kind,
            entry.ReferenceKind,
            entry.ReferenceId,
            entry.Description
        );
        foreach (var posting in entry.Postings)
        {
            _content.AddPosting(posting.Account, posting.Minor, posting.Currency);
        }

        _content.WriteContentHash(_contentHash);
        Add(entry.Id);
        Add(entry.BookedAt.Ticks);
        Add(entry.Key);
        _hash.AppendData(_contentHash);
        return _contentHash;
    }

    public byte[] Finish()
    {
        Add(Entries);
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Add(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _hash.AppendData(bytes);
    }

    private void Add(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(text, _text);
        Add(length);
        _hash.AppendData(_text.AsSpan(0, length));
    }
}
