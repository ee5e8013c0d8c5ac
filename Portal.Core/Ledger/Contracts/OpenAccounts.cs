using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Ledger.Contracts;

/// <summary>Finds accounts by what they stand for, and opens those nobody needed before. Their ids never change.</summary>
public sealed class OpenAccounts(TimeProvider clock)
{
    /// <summary>Answers one account per key. Works in the caller's transaction, if there is one.</summary>
    public async Task<IReadOnlyDictionary<AccountKey, AccountId>> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        IReadOnlyCollection<AccountKey> keys,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(keys);
        var wanted = keys.Distinct().ToArray();
        var found = await FindAsync(connection, transaction, wanted, ct);
        var missing = wanted.Where(k => !found.ContainsKey(k)).ToArray();
        if (missing.Length == 0)
        {
            return found;
        }

        await using var open = new NpgsqlCommand(AccountsSql.Open, connection, transaction);
        AddKeys(open, missing);
        open.Parameters.Add(
            SqlValue.Of(
                Array.ConvertAll(
                    missing,
                    k => (short)(AccountChart.NormalSideOf(k.Kind) is NormalSide.Debit ? 1 : -1)
                )
            )
        );
        open.Parameters.Add(
            SqlValue.Of(Array.ConvertAll(missing, k => AccountChart.MayFallBelowZero(k.Kind)))
        );
        open.Parameters.Add(SqlValue.Of(clock.GetUtcNow()));
        await open.ExecuteNonQueryAsync(ct);
        return await FindAsync(connection, transaction, wanted, ct);
    }

    private static async Task<Dictionary<AccountKey, AccountId>> FindAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction? transaction,
        AccountKey[] keys,
        CancellationToken ct
    )
    {
        await using var find = new NpgsqlCommand(AccountsSql.Find, connection, transaction);
        AddKeys(find, keys);
        await find.PrepareAsync(ct);
        await using var reader = await find.ExecuteReaderAsync(ct);
        var found = new Dictionary<AccountKey, AccountId>(keys.Length);
        while (await reader.ReadAsync(ct))
        {
            found.Add(keys[reader.GetInt64(0) - 1], new AccountId(reader.GetInt64(1)));
        }

        return found;
    }

    private static void AddKeys(NpgsqlCommand command, AccountKey[] keys)
    {
        command.Parameters.Add(SqlValue.Of(Array.ConvertAll(keys, k => k.Tenant.Value)));
        command.Parameters.Add(SqlValue.Of(Array.ConvertAll(keys, k => SnakeCase.Of(k.Kind))));
        command.Parameters.Add(SqlValue.Of(Array.ConvertAll(keys, k => k.Currency.Code)));
        command.Parameters.Add(SqlValue.Of(Array.ConvertAll(keys, k => k.Owner.Key)));
    }
}
