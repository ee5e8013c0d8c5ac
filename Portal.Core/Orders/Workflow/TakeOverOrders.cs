using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>
/// Puts orders whose lease has ended under a new one: their worker died, or their payment is unknown
/// and it is time to ask. They have their stock and their attempt already. It owns its transaction and
/// has committed when it returns. An order the database refuses is left alone.
/// </summary>
public sealed class TakeOverOrders(
    PortalConnections connections,
    WorkflowOptions options,
    SetAsideOrder setAside
)
{
    /// <summary>Any of them, or one; an empty batch when its lease goes on.</summary>
    public Task<LeasedBatch> OverdueAsync(long? orderId, CancellationToken ct) =>
        BatchBisection.TryAsync<long>(
            options.BatchSize,
            (atMost, tried) => TakeOverAsync(orderId, atMost, tried, ct),
            (order, error) =>
            {
                setAside.LeaveAlone(order, error);
                return Task.FromResult(LeasedBatch.Empty);
            }
        );

    private async Task<LeasedBatch> TakeOverAsync(
        long? orderId,
        int atMost,
        List<long> tried,
        CancellationToken ct
    )
    {
        var token = Guid.NewGuid();
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (
            var find = new NpgsqlCommand(WorkflowSql.LockOverdue, connection, transaction)
            {
                Parameters =
                {
                    SqlValue.Of(atMost),
                    SqlValue.OrNull(orderId, NpgsqlDbType.Bigint),
                    SqlValue.Of(setAside.LeftAlone()),
                },
            }
        )
        {
            await using var reader = await find.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                tried.Add(reader.GetInt64(0));
            }
        }

        if (tried.Count == 0)
        {
            return LeasedBatch.Empty;
        }

        var tries = new List<(long OrderId, int Attempt)>(tried.Count);
        await using (
            var take = new NpgsqlCommand(WorkflowSql.TakeOver, connection, transaction)
            {
                Parameters =
                {
                    SqlValue.Of(tried.ToArray()),
                    SqlValue.Of(token),
                    SqlValue.Of(options.Lease),
                },
            }
        )
        {
            await using var reader = await take.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                tries.Add((reader.GetInt64(0), reader.GetInt32(1)));
            }
        }

        var open = await PaymentAttempts.ReadOpenAsync(connection, transaction, tries, ct);
        await transaction.CommitAsync(ct);
        return new LeasedBatch(
            token,
            [.. open.Select(o => new DuePayment(o.Start, o))],
            Failed: 0,
            [.. open.Select(o => o.Start.Tenant).Distinct()]
        );
    }
}
