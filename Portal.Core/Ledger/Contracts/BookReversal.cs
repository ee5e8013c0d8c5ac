using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>
/// Books the opposite of an entry, once, in the caller's transaction; after a refusal the caller has to roll back. The
/// same key answers the same reversal again.
/// </summary>
public sealed class BookReversal(PostEntries post, CurrentTenant tenant)
{
    /// <summary>Of the entry that was booked under a key. Refuses one that is not there or is reversed already.</summary>
    public async Task<Result<BookedEntry>> OfKeyAsync(
        NpgsqlTransaction transaction,
        string entryKey,
        string key,
        string reason,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var find = new NpgsqlCommand(
            ReversalsSql.EntryOf,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(entryKey) },
        };
        return await find.ExecuteScalarAsync(ct) is long id
            ? await OfEntryAsync(transaction, new EntryId(id), key, reason, ct)
            : LedgerErrors.EntryNotFound;
    }

    internal async Task<Result<BookedEntry>> OfEntryAsync(
        NpgsqlTransaction transaction,
        EntryId id,
        string key,
        string reason,
        CancellationToken ct
    )
    {
        var reversal = await OppositeAsync(transaction, id, key, reason, ct);
        if (reversal is null)
        {
            return LedgerErrors.EntryNotFound;
        }

        if (!await ClaimAsync(transaction, id, key, ct))
        {
            return LedgerErrors.AlreadyReversed;
        }

        var booked = await post.HandleAsync(transaction.Connection!, transaction, [reversal], ct);
        return booked.Failed ? booked.Error : booked.Value[0];
    }

    /// <summary>False when another request has reversed the entry.</summary>
    private async Task<bool> ClaimAsync(
        NpgsqlTransaction transaction,
        EntryId id,
        string key,
        CancellationToken ct
    )
    {
        await using var claim = new NpgsqlCommand(
            ReversalsSql.Claim,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(id.Value), SqlValue.Of(tenant.Id.Value), SqlValue.Of(key) },
        };
        if (await claim.ExecuteNonQueryAsync(ct) == 1)
        {
            return true;
        }

        await using var holder = new NpgsqlCommand(
            ReversalsSql.KeyOf,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(id.Value) },
        };
        return (string?)await holder.ExecuteScalarAsync(ct) == key;
    }

    private async Task<EntryDraft?> OppositeAsync(
        NpgsqlTransaction transaction,
        EntryId id,
        string key,
        string reason,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(
            ReversalsSql.Postings,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(id.Value), SqlValue.Of(tenant.Id.Value) },
        };
        await using var reader = await read.ExecuteReaderAsync(ct);
        EventSubject reference = default;
        var postings = new List<PostingDraft>();
        while (await reader.ReadAsync(ct))
        {
            reference = new EventSubject(reader.GetString(0), reader.GetInt64(1));
            var amount = new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4)));
            postings.Add(new PostingDraft(new AccountId(reader.GetInt64(2)), amount * -1));
        }

        return postings.Count == 0
            ? null
            : new EntryDraft(
                tenant.Id,
                key,
                "ledger.reversed",
                reference,
                $"Reversal of entry {id.Value}: {reason}",
                postings
            );
    }
}
