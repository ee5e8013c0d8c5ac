using Npgsql;
using Portal.Core.Imports.Csv;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>
/// Writes one chunk of refunds, one after the other: each may be of the same order as the one
/// before, so each must see what that one took.
/// </summary>
internal static class RefundChunk
{
    private sealed record Asked(
        int GroupNo,
        string Reference,
        string OrderReference,
        string? CustomerKey,
        DateTimeOffset PlacedAt,
        string Currency,
        long TotalMinor,
        string[] Skus,
        int[] Quantities
    );

    public static async Task WriteAsync(
        NpgsqlConnection connection,
        ChunkContext context,
        ChunkRange range,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var asked = await ReadAsync(connection, context.Staging, range, ct);
        var outcomes = await RecordAsync(connection, context, asked, ct);
        int[] Of(RefundIntakeSql.Outcome outcome) =>
            [.. asked.Where((_, at) => outcomes[at] == outcome).Select(refund => refund.GroupNo)];

        // What the check guessed may have changed since: only the outcome counts.
        await connection.RunAsync(
            ChunkSql.MarkRefunds(context.Staging),
            ct,
            Of(RefundIntakeSql.Outcome.NoOrder),
            RowProblem.RefundNoOrder.Code,
            asked.Select(refund => refund.GroupNo).ToArray()
        );
        await connection.RunAsync(
            ChunkSql.Reject(context.Staging, range),
            ct,
            context.Tenant,
            context.Import.Id.Value
        );
        var moved = await connection.ScalarAsync<long?>(
            ChunkSql.CheckpointRefunds(context.Staging, range),
            ct,
            context.Import.Id.Value,
            context.Generation,
            Of(RefundIntakeSql.Outcome.Recorded)
        );
        if (moved is null)
        {
            throw new LeaseLostException();
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<List<Asked>> ReadAsync(
        NpgsqlConnection connection,
        StagingSql staging,
        ChunkRange range,
        CancellationToken ct
    )
    {
        var refunds = new List<Asked>();
        await using var command = connection.Command(
            $"""
            SELECT g.group_no, g.reference, g.order_reference, g.customer_key, g.placed_at, g.currency,
                g.total_minor, array_agg(r.sku ORDER BY r.line), array_agg(r.quantity ORDER BY r.line)
            FROM {staging.Groups} g JOIN {staging.Rows} r ON r.reference = g.reference AND r.is_refund
            {OrderChunk.Within(range)}
                AND (g.problem IS NULL OR g.problem = '{RowProblem.RefundNoOrder}')
            GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            refunds.Add(
                new Asked(
                    reader.GetInt32(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    reader.GetString(5),
                    reader.GetInt64(6),
                    reader.GetFieldValue<string[]>(7),
                    reader.GetFieldValue<int[]>(8)
                )
            );
        }

        return refunds;
    }

    private static async Task<List<RefundIntakeSql.Outcome>> RecordAsync(
        NpgsqlConnection connection,
        ChunkContext context,
        List<Asked> refunds,
        CancellationToken ct
    )
    {
        var outcomes = new List<RefundIntakeSql.Outcome>(refunds.Count);
        foreach (var refund in refunds)
        {
            await using var command = connection.Command(RefundIntakeSql.Record);
            command.Parameters.AddRange(context.EventParameters());
            command.Parameters.AddRange(
                new[]
                {
                    SqlRunning.Parameter(refund.Reference),
                    SqlRunning.Parameter(refund.OrderReference),
                    new NpgsqlParameter<string?> { TypedValue = refund.CustomerKey },
                    SqlRunning.Parameter(refund.PlacedAt),
                    SqlRunning.Parameter(refund.Currency),
                    SqlRunning.Parameter(refund.TotalMinor),
                    SqlRunning.Parameter(refund.Skus),
                    SqlRunning.Parameter(refund.Quantities),
                }
            );
            outcomes.Add(
                (RefundIntakeSql.Outcome)(await command.ExecuteScalarAsync(ct) as int? ?? 0)
            );
        }

        return outcomes;
    }
}
