using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Holds;

namespace Portal.Core.Ledger.Contracts;

/// <summary>
/// Promises money, many holds at a time, each all or nothing with the others: what is held is no
/// longer available, and not yet anybody else's. After a refusal the caller has to roll back.
/// </summary>
public sealed class PlaceMoneyHolds(TimeProvider clock)
{
    /// <summary>
    /// Works in the caller's transaction and answers ids in the drafts' order. The same key with the
    /// same accounts and amount answers the hold placed before, whatever became of it.
    /// </summary>
    public async Task<Result<IReadOnlyList<MoneyHoldId>>> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<MoneyHoldDraft> drafts,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(drafts);
        var wrong = MoneyHoldPolicy.Check(drafts, clock.GetUtcNow());
        if (wrong.Failed)
        {
            return wrong.Error;
        }

        if (await MisplacedAsync(connection, transaction, drafts, ct) is { } misplaced)
        {
            return misplaced;
        }

        var placed = await InsertAsync(connection, transaction, drafts, ct);
        var ids = new List<MoneyHoldId>(drafts.Count);
        await using (var find = Command(HoldsSql.Find, connection, transaction, drafts))
        {
            await using var reader = await find.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var draft = drafts[ids.Count];
                var isSame =
                    reader.GetInt64(1) == draft.From.Value
                    && reader.GetInt64(2) == draft.To.Value
                    && reader.GetInt64(3) == draft.Amount.Minor
                    && reader.GetString(4) == draft.Amount.Currency.Code;
                if (!isSame)
                {
                    return LedgerErrors.KeyReused(draft.Key);
                }

                ids.Add(new MoneyHoldId(reader.GetInt64(0)));
            }
        }

        var held = await HoldAsync(connection, transaction, placed, ct);
        return held.Failed ? held.Error : ids;
    }

    private static async Task<Error?> MisplacedAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<MoneyHoldDraft> drafts,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(HoldsSql.EnterBooks)
                {
                    Parameters = { SqlValue.Of(drafts.Select(d => d.Tenant.Value).ToArray()) },
                },
                new(HoldsSql.FindMisplaced)
                {
                    Parameters =
                    {
                        SqlValue.Of(drafts.Select(d => d.Tenant.Value).ToArray()),
                        SqlValue.Of(drafts.Select(d => d.From.Value).ToArray()),
                        SqlValue.Of(drafts.Select(d => d.To.Value).ToArray()),
                        SqlValue.Of(drafts.Select(d => d.Amount.Currency.Code).ToArray()),
                    },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct)
            ? LedgerErrors.Of(reader.GetString(1), $"{reader.GetInt64(0)}")
            : null;
    }

    /// <summary>The drafts that are new.</summary>
    private async Task<List<MoneyHoldDraft>> InsertAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<MoneyHoldDraft> drafts,
        CancellationToken ct
    )
    {
        await using var insert = Command(HoldsSql.Insert, connection, transaction, drafts);
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.From.Value).ToArray()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.To.Value).ToArray()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.Amount.Minor).ToArray()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.Amount.Currency.Code).ToArray()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.Reference.Kind).ToArray()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.Reference.Id).ToArray()));
        insert.Parameters.Add(SqlValue.Of(clock.GetUtcNow()));
        insert.Parameters.Add(SqlValue.Of(drafts.Select(d => d.ExpiresAt).ToArray()));
        var inserted = new HashSet<(long Tenant, string Key)>();
        await using var reader = await insert.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            inserted.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        // A key that stands twice in the drafts was inserted once, as the first of them.
        return [.. drafts.Where(d => inserted.Remove((d.Tenant.Value, d.Key)))];
    }

    private static async Task<Result> HoldAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        List<MoneyHoldDraft> placed,
        CancellationToken ct
    )
    {
        var sums = placed
            .GroupBy(d => d.From.Value)
            .ToDictionary(g => g.Key, g => g.Sum(d => d.Amount.Minor));
        var accounts = sums.Keys.ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(HoldsSql.LockBalances) { Parameters = { SqlValue.Of(accounts) } },
                new(HoldsSql.Hold)
                {
                    Parameters = { SqlValue.Of(accounts), SqlValue.Of(sums.Values.ToArray()) },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sums.Remove(reader.GetInt64(0));
        }

        return sums.Count == 0 ? Result.Ok : LedgerErrors.InsufficientFunds($"{sums.Keys.Min()}");
    }

    private static NpgsqlCommand Command(
        string sql,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<MoneyHoldDraft> drafts
    ) =>
        new(sql, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(drafts.Select(d => d.Tenant.Value).ToArray()),
                SqlValue.Of(drafts.Select(d => d.Key).ToArray()),
            },
        };
}
