using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Orders;

/// <summary>Reads the workflow board. It speaks of whole orders, so it wants the right to the whole tenant.</summary>
public sealed class WorkflowQueries(
    PortalConnections connections,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>How far back the rates go.</summary>
    public static readonly TimeSpan RatesFor = TimeSpan.FromMinutes(60);

    // Each reads one partial index: what waits is few, what ended is bounded by time.
    private const string Waiting = """
        SELECT status, count(*), min(coalesce(updated_at, created_at)), count(failure_detail) FROM orders.orders
        WHERE status IN ('pending', 'paying') GROUP BY status
        """;

    private const string Ended = """
        SELECT date_trunc('minute', ended_at), count(*) FILTER (WHERE status <> 'failed'),
               count(*) FILTER (WHERE status = 'failed')
        FROM orders.orders WHERE ended_at >= $1 AND NOT is_history GROUP BY 1 ORDER BY 1
        """;

    private const string Failed = """
        SELECT failure_code, count(*), max(ended_at) FROM orders.orders
        WHERE status = 'failed' GROUP BY failure_code ORDER BY 2 DESC
        """;

    /// <summary>Null when the reader may not see the whole tenant's orders.</summary>
    public async Task<WorkflowBoard?> BoardAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(OrderPermissions.Read, ct))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        await using var connection = await connections.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Waiting),
                new(Ended)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<DateTimeOffset> { TypedValue = now - RatesFor },
                    },
                },
                new(Failed),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var stages = await ReadAsync(
            reader,
            r => new StageCount(
                SnakeCase.ToEnum<OrderStatus>(r.GetString(0)),
                r.GetInt64(1),
                r.GetFieldValue<DateTimeOffset>(2),
                r.GetInt64(3)
            ),
            ct
        );
        await reader.NextResultAsync(ct);
        var rates = await ReadAsync(
            reader,
            r => new MinuteRate(r.GetFieldValue<DateTimeOffset>(0), r.GetInt64(1), r.GetInt64(2)),
            ct
        );
        await reader.NextResultAsync(ct);
        var failures = await ReadAsync(
            reader,
            r => new FailureGroup(
                r.GetString(0),
                r.GetInt64(1),
                r.GetFieldValue<DateTimeOffset>(2)
            ),
            ct
        );
        return new WorkflowBoard(stages, rates, failures, now);
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlDataReader reader,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    )
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
