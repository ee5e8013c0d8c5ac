using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Contracts;

/// <summary>
/// The one way to book. Works in the caller's open transaction, or as one of its own when there is
/// none, many entries at a time, each all or nothing with the others. After a refusal the caller has
/// to roll back.
/// </summary>
public sealed class PostEntries(TimeProvider clock)
{
    private const string Call = """
        SELECT entry_id, booked_at, is_new
        FROM ledger.post_entries($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """;

    /// <summary>
    /// Books the entries and answers them in their order. An entry whose key was booked before with
    /// the same content is answered as it stands; with another content it is refused.
    /// </summary>
    public async Task<Result<IReadOnlyList<BookedEntry>>> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        IReadOnlyList<EntryDraft> entries,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return LedgerErrors.NothingToBook;
        }

        foreach (var entry in entries)
        {
            var isWhole = EntryPolicy.Check(entry);
            if (isWhole.Failed)
            {
                return isWhole.Error;
            }
        }

        await using var command = Command(connection, transaction, entries);
        try
        {
            await command.PrepareAsync(ct);
            await using var reader = await command.ExecuteReaderAsync(ct);
            var booked = new List<BookedEntry>(entries.Count);
            while (await reader.ReadAsync(ct))
            {
                booked.Add(
                    new BookedEntry(
                        new EntryId(reader.GetInt64(0)),
                        reader.GetFieldValue<DateTimeOffset>(1),
                        reader.GetBoolean(2)
                    )
                );
            }

            return booked;
        }
        catch (PostgresException refused) when (LedgerErrors.Of(refused) is { } error)
        {
            return error;
        }
    }

    private NpgsqlCommand Command(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        IReadOnlyList<EntryDraft> entries
    )
    {
        var postings = entries.Sum(e => e.Postings.Count);
        var (entryOf, lines) = (new int[postings], new short[postings]);
        var accounts = new long[postings];
        var (amounts, currencies) = (new long[postings], new string[postings]);
        var hashes = new byte[entries.Count][];
        var digest = new EntryDigest();
        var row = 0;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            digest.Begin(
                entry.Tenant.Value,
                entry.Kind,
                entry.Reference.Kind,
                entry.Reference.Id,
                entry.Description
            );
            short line = 0;
            foreach (var posting in entry.Postings)
            {
                entryOf[row] = i + 1;
                lines[row] = ++line;
                accounts[row] = posting.Account.Value;
                amounts[row] = posting.Amount.Minor;
                currencies[row] = posting.Amount.Currency.Code;
                digest.AddPosting(accounts[row], amounts[row], currencies[row]);
                row++;
            }

            digest.WriteContentHash(hashes[i] = new byte[EntryDigest.Length]);
        }

        return new NpgsqlCommand(Call, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(Books(entries)),
                SqlValue.Of(Each(entries, e => e.Tenant.Value)),
                SqlValue.Of(Each(entries, e => e.Key)),
                SqlValue.Of(hashes),
                SqlValue.Of(Each(entries, e => e.Kind)),
                SqlValue.Of(Each(entries, e => e.Reference.Kind)),
                SqlValue.Of(Each(entries, e => e.Reference.Id)),
                SqlValue.Of(Each(entries, e => e.Description)),
                SqlValue.Of(entryOf),
                SqlValue.Of(lines),
                SqlValue.Of(accounts),
                SqlValue.Of(amounts),
                SqlValue.Of(currencies),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
    }

    /// <summary>The tenants, each once and in the order their books are locked in.</summary>
    private static long[] Books(IReadOnlyList<EntryDraft> entries) =>
        [.. entries.Select(e => e.Tenant.Value).Distinct().Order()];

    private static T[] Each<T>(IReadOnlyList<EntryDraft> entries, Func<EntryDraft, T> value)
    {
        var values = new T[entries.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(entries[i]);
        }

        return values;
    }
}
