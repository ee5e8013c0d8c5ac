using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>Reads the workflow board. A shop's board is about the orders it has a part in.</summary>
public sealed class WorkflowQueries(
    PortalConnections connections,
    CurrentUser user,
    TenantReader tenants,
    TimeProvider clock
)
{
    /// <summary>How far back the rates go.</summary>
    public static readonly TimeSpan RatesFor = TimeSpan.FromMinutes(60);

    // $1 the reader's shops, null for the whole tenant.
    private const string IsSeen = """
        ($1::bigint[] IS NULL OR EXISTS (SELECT FROM orders.seller_parts p
            WHERE p.order_id = o.id AND p.seller_id = ANY ($1)))
        """;

    // Each reads one partial index: what waits is few, what ended is bounded by time.
    private const string Waiting = $"""
        SELECT o.status, count(*), min(coalesce(o.updated_at, o.created_at)), count(o.failure_detail)
        FROM orders.orders o WHERE o.status IN ('pending', 'paying') AND {IsSeen} GROUP BY o.status
        """;

    private const string Ended = $"""
        SELECT date_trunc('minute', o.ended_at), count(*) FILTER (WHERE o.status <> 'failed'),
               count(*) FILTER (WHERE o.status = 'failed')
        FROM orders.orders o WHERE o.ended_at >= $2 AND NOT o.is_history AND {IsSeen} GROUP BY 1 ORDER BY 1
        """;

    /// <summary>What <see cref="Workflow.RetryOrders"/> takes when it is given a cause and the days.</summary>
    private const string Failed = $"""
        SELECT o.failure_code, count(*), max(o.ended_at) FROM orders.orders o
        WHERE o.status = 'failed' AND NOT o.is_history AND o.ended_at >= $2 AND o.ended_at < $3 AND {IsSeen}
        GROUP BY o.failure_code ORDER BY 2 DESC, 1
        """;

    /// <summary>Null when the reader may not see orders.</summary>
    /// <param name="failedOn">The days whose failed orders are grouped by cause.</param>
    /// <param name="ct">Stops reading.</param>
    public async Task<WorkflowBoard?> BoardAsync(DateRange failedOn, CancellationToken ct)
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Waiting) { Parameters = { Shops(scope) } },
                new(Ended) { Parameters = { Shops(scope), SqlValue.Of(now - RatesFor) } },
                new(Failed)
                {
                    Parameters =
                    {
                        Shops(scope),
                        SqlValue.Of(tenant.StartOf(failedOn.First)),
                        SqlValue.Of(tenant.StartOf(failedOn.Last.AddDays(1))),
                    },
                },
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
        return new WorkflowBoard(
            stages,
            rates,
            failedOn,
            failures,
            await user.MayAsync(OrderPermissions.Process, ct),
            now
        );
    }

    private static NpgsqlParameter Shops(AccessScope scope) =>
        SqlValue.OrNull(scope.SellerIdsOrNull, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

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
