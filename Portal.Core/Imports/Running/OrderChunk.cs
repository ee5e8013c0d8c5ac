using Npgsql;
using NpgsqlTypes;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Imports.Csv;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>Everything a chunk needs to know of its import.</summary>
/// <param name="Import">As it was when the run began; counters move in the database.</param>
/// <param name="Staging">Where its rows are.</param>
/// <param name="Generation">Names the worker's hold in every write.</param>
/// <param name="Actor">Who imports.</param>
/// <param name="Now">When.</param>
internal sealed record ChunkContext(
    Import Import,
    StagingSql Staging,
    int Generation,
    Actor Actor,
    DateTimeOffset Now
)
{
    public long Tenant => Import.TenantId.Value;

    /// <summary>tenant, now, import, actor, actor's name, source.</summary>
    public NpgsqlParameter[] EventParameters() =>
        [
            new() { Value = Tenant },
            new() { Value = Now },
            new() { Value = Import.Id.Value },
            new()
            {
                Value = Actor.Person?.Value ?? (object)DBNull.Value,
                NpgsqlDbType = NpgsqlDbType.Bigint,
            },
            new() { Value = Actor.Name },
            new() { Value = SnakeCase.Of(Actor.Source) },
        ];
}

/// <summary>A run of groups of one kind, written in one transaction with its checkpoint.</summary>
internal readonly record struct ChunkRange(int After, int To, bool IsRefund);

/// <summary>
/// Writes one chunk of orders: customers, orders, lines, parts per shop, events, rejected rows and
/// the checkpoint commit together, or not at all.
/// </summary>
internal static class OrderChunk
{
    /// <summary>Answers how many rows became orders.</summary>
    public static async Task<long> WriteAsync(
        NpgsqlConnection connection,
        ChunkContext context,
        ChunkRange range,
        CancellationToken ct
    )
    {
        var good = $"SELECT * FROM {context.Staging.Groups} {Within(range)} AND problem IS NULL";
        var history = context.Import.Setup.IsHistory;
        var hasGoods = context.Import.Setup.Mapping.Shape != ImportShape.OrderTotals;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        Add(batch, OrderIntakeSql.AddCustomers(good), context.Tenant, context.Now);
        Add(
            batch,
            OrderIntakeSql.PlaceOrders(good),
            context.Tenant,
            context.Now,
            context.Import.Id.Value,
            history
        );
        if (hasGoods)
        {
            Add(batch, OrderIntakeSql.AddLines(Lines(context.Staging)), context.Tenant);
            Add(batch, OrderIntakeSql.AddParts, context.Tenant);
        }

        AddEvents(batch, OrderIntakeSql.AddPlacedEvents, context);
        if (history)
        {
            AddEvents(batch, OrderIntakeSql.AddCompletedEvents, context);
        }

        Add(
            batch,
            ChunkSql.Reject(context.Staging, range),
            context.Tenant,
            context.Import.Id.Value
        );
        Add(
            batch,
            ChunkSql.CheckpointOrders(context.Staging, range),
            context.Import.Id.Value,
            context.Generation
        );
        var accepted = await ExecuteAsync(batch, hasGoods, ct);
        await transaction.CommitAsync(ct);
        return accepted;
    }

    /// <summary>The last statement answers rows accepted; no row means the lease is lost.</summary>
    private static async Task<long> ExecuteAsync(
        NpgsqlBatch batch,
        bool hasGoods,
        CancellationToken ct
    )
    {
        if (await batch.ExecuteScalarAsync(ct) is not long accepted)
        {
            throw new LeaseLostException();
        }

        // Lines join products; one that vanished meanwhile would take its line along in silence.
        if (hasGoods && batch.BatchCommands[2].Rows != (ulong)accepted)
        {
            throw new InvalidOperationException(
                $"{batch.BatchCommands[2].Rows} lines written for {accepted} accepted rows."
            );
        }

        return accepted;
    }

    private static string Lines(StagingSql staging) =>
        $"""
            SELECT r.line, k.product_id, k.seller_id, r.sku, coalesce(r.product_name, k.name) AS name,
                r.quantity, r.amount_minor AS unit_price_minor
            FROM {staging.Rows} r JOIN {ProductIntakeSql.Known} k ON k.sku = r.sku
            WHERE r.reference = p.reference AND NOT r.is_refund
            """;

    internal static string Within(ChunkRange range) =>
        FormattableString.Invariant($"WHERE group_no > {range.After} AND group_no <= {range.To}");

    internal static void Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(SqlRunning.Parameter(value));
        }

        batch.BatchCommands.Add(command);
    }

    private static void AddEvents(NpgsqlBatch batch, string sql, ChunkContext context)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(context.EventParameters());
        batch.BatchCommands.Add(command);
    }
}

/// <summary>Another worker took the import over; what this one had not committed is void.</summary>
internal sealed class LeaseLostException() : Exception("The lease on the import is lost.");
