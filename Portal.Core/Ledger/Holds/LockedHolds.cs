using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Holds;

/// <summary>A hold that this transaction alone may end.</summary>
/// <param name="FromSign">1 when the account it leaves grows by debits, -1 when by credits.</param>
internal sealed record LockedHold(
    MoneyHoldId Id,
    TenantId Tenant,
    AccountId From,
    AccountId To,
    Money Amount,
    EventSubject Reference,
    MoneyHoldStatus Status,
    long? PostedMinor,
    short FromSign
);

/// <summary>What all ends of holds share: locking them, and giving back what they held.</summary>
internal static class LockedHolds
{
    public static async Task<List<LockedHold>> ReadAsync(
        NpgsqlCommand locking,
        CancellationToken ct
    )
    {
        await using var reader = await locking.ExecuteReaderAsync(ct);
        var holds = new List<LockedHold>();
        while (await reader.ReadAsync(ct))
        {
            holds.Add(
                new LockedHold(
                    new MoneyHoldId(reader.GetInt64(0)),
                    new TenantId(reader.GetInt64(1)),
                    new AccountId(reader.GetInt64(2)),
                    new AccountId(reader.GetInt64(3)),
                    new Money(reader.GetInt64(4), Currency.Of(reader.GetString(5))),
                    new EventSubject(reader.GetString(6), reader.GetInt64(7)),
                    SnakeCase.ToEnum<MoneyHoldStatus>(reader.GetString(8)),
                    reader.IsDBNull(9) ? null : reader.GetInt64(9),
                    reader.GetInt16(10)
                )
            );
        }

        return holds;
    }

    /// <summary>Locks the balances of both sides, and makes what was held available again.</summary>
    public static async Task LetGoAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<LockedHold> holds,
        CancellationToken ct
    )
    {
        var held = holds
            .GroupBy(h => h.From)
            .Select(g => (Account: g.Key.Value, Minor: g.Sum(h => h.Amount.Minor)))
            .ToList();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(HoldsSql.LockBalances)
                {
                    Parameters =
                    {
                        SqlValue.Of(
                            holds
                                .SelectMany(h => new[] { h.From.Value, h.To.Value })
                                .Distinct()
                                .ToArray()
                        ),
                    },
                },
                new(HoldsSql.LetGo)
                {
                    Parameters =
                    {
                        SqlValue.Of(held.Select(h => h.Account).ToArray()),
                        SqlValue.Of(held.Select(h => h.Minor).ToArray()),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    public static async Task EndAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<LockedHold> holds,
        MoneyHoldStatus status,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await LetGoAsync(connection, transaction, holds, ct);
        await using var end = new NpgsqlCommand(HoldsSql.End, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(holds.Select(h => h.Id.Value).ToArray()),
                SqlValue.Of(SnakeCase.Of(status)),
                SqlValue.Of(now),
            },
        };
        await end.ExecuteNonQueryAsync(ct);
    }
}
