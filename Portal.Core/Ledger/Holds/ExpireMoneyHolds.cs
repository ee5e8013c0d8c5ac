using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Ledger.Holds;

/// <summary>Lets go what is held longer than it was asked for. The worker's, over all tenants.</summary>
public sealed class ExpireMoneyHolds(PortalConnections connections, TimeProvider clock)
{
    private const int BatchSize = 500;

    /// <summary>Ends one batch and answers how many holds it had; 0 when none is overdue.</summary>
    public async Task<int> HandleAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (
            var enter = new NpgsqlCommand(HoldsSql.EnterBooksOfOverdue, connection, transaction)
            {
                Parameters = { SqlValue.Of(now) },
            }
        )
        {
            await enter.ExecuteNonQueryAsync(ct);
        }

        await using var locking = new NpgsqlCommand(HoldsSql.LockOverdue, connection, transaction)
        {
            Parameters = { SqlValue.Of(now), SqlValue.Of(BatchSize) },
        };
        var overdue = await LockedHolds.ReadAsync(locking, ct);
        if (overdue.Count > 0)
        {
            await LockedHolds.EndAsync(
                connection,
                transaction,
                overdue,
                MoneyHoldStatus.Expired,
                now,
                ct
            );
            await transaction.CommitAsync(ct);
        }

        return overdue.Count;
    }
}
