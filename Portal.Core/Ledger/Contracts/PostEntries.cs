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
        var postings = new List<(long Account, int Entry, short Line, Money Amount)>(
            2 * entries.Count
        );
        var hashes = new byte[entries.Count][];
        var digest = new EntryDigest();
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
            foreach (var (account, amount) in entry.Postings)
            {
                postings.Add((account.Value, i + 1, ++line, amount));
                digest.AddPosting(account.Value, amount.Minor, amount.Currency.Code);
            }

            digest.WriteContentHash(hashes[i] = new byte[EntryDigest.Length]);
        }

        // Balances are locked in order of account, and the function takes the postings as they come.
        postings.Sort((one, other) => one.Account.CompareTo(other.Account));
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
                SqlValue.Of(Each(postings, p => p.Entry)),
                SqlValue.Of(Each(postings, p => p.Line)),
                SqlValue.Of(Each(postings, p => p.Account)),
                SqlValue.Of(Each(postings, p => p.Amount.Minor)),
                SqlValue.Of(Each(postings, p => p.Amount.Currency.Code)),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
    }

    /// <summary>The tenants, each once and in the order their books are locked in.</summary>
    private static long[] Books(IReadOnlyList<EntryDraft> entries) =>
        [.. entries.Select(e => e.Tenant.Value).Distinct().Order()];

    private static T[] Each<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return values;
    }
}
