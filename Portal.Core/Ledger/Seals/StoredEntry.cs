using System.Runtime.CompilerServices;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>A posting as the books have it.</summary>
internal readonly record struct StoredPosting(long Account, long Minor, string Currency);

/// <summary>An entry as the books have it now, for sealing and verifying.</summary>
/// <param name="ContentHash">What was hashed when it was booked; null when its key is gone.</param>
internal sealed record StoredEntry(
    long Id,
    DateTime BookedAt,
    string Key,
    string Kind,
    string ReferenceKind,
    long ReferenceId,
    string Description,
    byte[]? ContentHash
)
{
    /// <summary>In the order of their lines.</summary>
    public List<StoredPosting> Postings { get; } = new(2);
}

/// <summary>Reads a tenant's books in the order of time, some thousands of entries at once.</summary>
internal sealed class BookReader(NpgsqlConnection connection, TenantId tenant)
{
    private const int ChunkSize = 5_000;

    /// <param name="from">First instant.</param>
    /// <param name="before">The instant after the last.</param>
    /// <param name="ct">Stops reading.</param>
    public async IAsyncEnumerable<StoredEntry> ReadAsync(
        DateTimeOffset from,
        DateTimeOffset before,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (after, afterId) = (from.UtcDateTime, 0L);
        List<StoredEntry> chunk;
        do
        {
            chunk = await ReadEntriesAsync(after, afterId, before, ct);
            if (chunk.Count == 0)
            {
                yield break;
            }

            await ReadPostingsAsync(chunk, ct);
            foreach (var entry in chunk)
            {
                yield return entry;
            }

            (after, afterId) = (chunk[^1].BookedAt, chunk[^1].Id);
        } while (chunk.Count == ChunkSize);
    }

    private async Task<List<StoredEntry>> ReadEntriesAsync(
        DateTime after,
        long afterId,
        DateTimeOffset before,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(SealsSql.ReadEntries, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Value),
                SqlValue.Of(after),
                SqlValue.Of(afterId),
                SqlValue.Of(before),
                SqlValue.Of(ChunkSize),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var entries = new List<StoredEntry>();
        while (await reader.ReadAsync(ct))
        {
            entries.Add(
                new StoredEntry(
                    reader.GetInt64(0),
                    reader.GetDateTime(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetInt64(5),
                    reader.GetString(6),
                    reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7)
                )
            );
        }

        return entries;
    }

    private async Task ReadPostingsAsync(List<StoredEntry> entries, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(SealsSql.ReadPostings, connection)
        {
            Parameters =
            {
                SqlValue.Of(entries.Select(e => e.Id).ToArray()),
                SqlValue.Of(entries.Select(e => e.BookedAt).ToArray()),
                SqlValue.Of(entries[0].BookedAt),
                SqlValue.Of(entries[^1].BookedAt),
                SqlValue.Of(entries.Min(e => e.Id)),
                SqlValue.Of(entries.Max(e => e.Id)),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var at = 0;
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetInt64(0);
            while (entries[at].Id != id)
            {
                at++;
            }

            entries[at]
                .Postings.Add(
                    new StoredPosting(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3))
                );
        }
    }
}
