using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Holds;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>Where an owner's account of one kind and currency stands.</summary>
/// <param name="Owner">As <see cref="AccountOwner.Key"/>.</param>
/// <param name="Minor">As people read it: what the account is for is positive.</param>
/// <param name="HeldMinor">Of it, promised by holds.</param>
public sealed record OwnerBalance(
    AccountKind Kind,
    Currency Currency,
    string Owner,
    AccountId Account,
    long Minor,
    long HeldMinor
);

/// <summary>What the owners of some kinds of accounts have, all at a moment. Works on the caller's connection.</summary>
public static class OwnerBalances
{
    /// <summary>Every owner whose balance or hold is not zero.</summary>
    /// <param name="connection">Of the tenant.</param>
    /// <param name="tenant">Whose books.</param>
    /// <param name="kinds">Only these.</param>
    /// <param name="currency">Only in this one; null is all.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public static Task<IReadOnlyList<OwnerBalance>> ReadAsync(
        NpgsqlConnection connection,
        TenantId tenant,
        IReadOnlyCollection<AccountKind> kinds,
        Currency? currency,
        CancellationToken ct
    ) => ReadAsync(AccountsSql.BalancesOf, connection, null, tenant, kinds, currency, [], ct);

    /// <summary>The accounts of these owners that were ever opened, empty ones too.</summary>
    public static Task<IReadOnlyList<OwnerBalance>> OfAsync(
        NpgsqlConnection connection,
        TenantId tenant,
        IReadOnlyCollection<AccountKind> kinds,
        IReadOnlyCollection<AccountOwner> owners,
        CancellationToken ct
    ) =>
        ReadAsync(
            AccountsSql.BalancesOfOwners,
            connection,
            null,
            tenant,
            kinds,
            null,
            [SqlValue.Of(owners.Select(o => o.Key).ToArray())],
            ct
        );

    /// <summary>
    /// What the accounts have, empty ones too, and it stays so until the caller's transaction ends. All that is booked to
    /// several of them afterwards is to be among these, so that nobody waits for them the other way round.
    /// </summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="tenant">Whose books.</param>
    /// <param name="kinds">Only these.</param>
    /// <param name="currency">Only in this one.</param>
    /// <param name="owners">Only theirs; null is everybody's.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public static async Task<IReadOnlyList<OwnerBalance>> LockAsync(
        NpgsqlTransaction transaction,
        TenantId tenant,
        IReadOnlyCollection<AccountKind> kinds,
        Currency currency,
        IReadOnlyCollection<AccountOwner>? owners,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await EnterBooksAsync(transaction, tenant, ct);
        return await ReadAsync(
            AccountsSql.BalancesOfLocked,
            transaction.Connection!,
            transaction,
            tenant,
            kinds,
            currency,
            [
                SqlValue.OrNull(
                    owners?.Select(o => o.Key).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                ),
            ],
            ct
        );
    }

    /// <summary>
    /// The last entry of each account that has any. Whoever holds the balances can name what comes next by it: nothing
    /// else is booked to them meanwhile.
    /// </summary>
    public static async Task<IReadOnlyDictionary<AccountId, EntryId>> LastEntriesAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await using var read = new NpgsqlCommand(
            AccountsSql.LastEntries,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(accounts.Select(a => a.Value).ToArray()) },
        };
        var last = new Dictionary<AccountId, EntryId>();
        await using var reader = await read.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            last.Add(new AccountId(reader.GetInt64(0)), new EntryId(reader.GetInt64(1)));
        }

        return last;
    }

    private static async Task<IReadOnlyList<OwnerBalance>> ReadAsync(
        string sql,
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        TenantId tenant,
        IReadOnlyCollection<AccountKind> kinds,
        Currency? currency,
        IEnumerable<NpgsqlParameter> more,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(sql, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Value),
                SqlValue.Of(kinds.Select(SnakeCase.Of).ToArray()),
                SqlValue.OrNull(currency?.Code, NpgsqlDbType.Text),
            },
        };
        foreach (var parameter in more)
        {
            read.Parameters.Add(parameter);
        }

        await using var reader = await read.ExecuteReaderAsync(ct);
        var balances = new List<OwnerBalance>();
        while (await reader.ReadAsync(ct))
        {
            balances.Add(
                new OwnerBalance(
                    SnakeCase.ToEnum<AccountKind>(reader.GetString(0)),
                    Currency.Of(reader.GetString(1)),
                    reader.GetString(2),
                    new AccountId(reader.GetInt64(3)),
                    reader.GetInt64(4),
                    reader.GetInt64(5)
                )
            );
        }

        return balances;
    }

    private static async Task EnterBooksAsync(
        NpgsqlTransaction transaction,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var enter = new NpgsqlCommand(
            HoldsSql.EnterBooks,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(new[] { tenant.Value }) },
        };
        await enter.ExecuteNonQueryAsync(ct);
    }
}
