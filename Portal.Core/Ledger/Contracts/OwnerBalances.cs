using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Holds;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>Where an owner's account of one kind and currency stands.</summary>
/// <param name="Owner">As <see cref="AccountOwner.Key"/>.</param>
/// <param name="Minor">As people read it: what the account is for is positive.</param>
/// <param name="HeldMinor">Of it, promised by holds.</param>
public sealed record OwnerBalance(string Owner, AccountId Account, long Minor, long HeldMinor);

/// <summary>What the owners of one kind of account have, all at a moment.</summary>
public static class OwnerBalances
{
    /// <summary>
    /// Every owner whose balance or hold is not zero. Works on the caller's connection; with a
    /// transaction the balances stay as they are until it ends.
    /// </summary>
    public static async Task<IReadOnlyList<OwnerBalance>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        TenantId tenant,
        AccountKind kind,
        Currency currency,
        CancellationToken ct
    )
    {
        if (transaction is not null)
        {
            await EnterBooksAsync(transaction, tenant, ct);
        }

        await using var read = new NpgsqlCommand(
            transaction is null ? AccountsSql.BalancesOf : AccountsSql.BalancesOfLocked,
            connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Value),
                SqlValue.Of(SnakeCase.Of(kind)),
                SqlValue.Of(currency.Code),
            },
        };
        await using var reader = await read.ExecuteReaderAsync(ct);
        var balances = new List<OwnerBalance>();
        while (await reader.ReadAsync(ct))
        {
            balances.Add(
                new OwnerBalance(
                    reader.GetString(0),
                    new AccountId(reader.GetInt64(1)),
                    reader.GetInt64(2),
                    reader.GetInt64(3)
                )
            );
        }

        return balances;
    }

    /// <summary>
    /// What the accounts have, as people read it, and it stays so until the caller's transaction ends. Whoever books
    /// to several of them afterwards names all of them here, so that nobody waits for them the other way round.
    /// </summary>
    public static async Task<IReadOnlyDictionary<AccountId, long>> LockAsync(
        NpgsqlTransaction transaction,
        TenantId tenant,
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(transaction);
        await EnterBooksAsync(transaction, tenant, ct);
        await using var locking = new NpgsqlCommand(
            AccountsSql.Lock,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(accounts.Select(a => a.Value).ToArray()) },
        };
        var balances = new Dictionary<AccountId, long>();
        await using var reader = await locking.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            balances.Add(new AccountId(reader.GetInt64(0)), reader.GetInt64(1));
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
