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
internal readonly record struct ChunkRange(int After, int To, bool IsRefund, long Rows);

/// <summary>
/// Writes one chunk of orders: orders, lines, parts per shop, events, rejected rows and the
/// checkpoint commit together, or not at all.
/// </summary>
internal static class OrderChunk
{
    /// <summary>Bounds the wait for another import's chunk, which may be waiting for one of ours.</summary>
    private const string WaitBriefly = "SET LOCAL lock_timeout = '5s'";

    /// <summary>The groups of the chunk that are to become orders.</summary>
    public static string Good(ChunkContext context, ChunkRange range) =>
        $"SELECT * FROM {context.Staging.Groups} {Within(range)} AND problem IS NULL";

    /// <param name="connection">Has the table of the intake.</param>
    /// <param name="context">Of the import.</param>
    /// <param name="range">Which groups; their customers are there.</param>
    /// <param name="before">The chunk before, which commits before this one, or takes it along when it fails.</param>
    /// <param name="ct">Stops writing; nothing of the chunk is kept.</param>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        ChunkContext context,
        ChunkRange range,
        Task before,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var lines = await AddAsync(connection, transaction, context, range, ct);
        await before;
        var accepted =
            await connection.ScalarAsync<long?>(
                ChunkSql.CheckpointOrders(context.Staging, range),
                ct,
                context.Import.Id.Value,
                context.Generation
            ) ?? throw new LeaseLostException();

        // Lines join products; one that vanished meanwhile would take its line along in silence.
        if (lines is { } added && added != (ulong)accepted)
        {
            throw new InvalidOperationException(
                $"{added} lines written for {accepted} accepted rows."
            );
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Answers the lines added; null when the file has no goods.</summary>
    private static async Task<ulong?> AddAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ChunkContext context,
        ChunkRange range,
        CancellationToken ct
    )
    {
        var history = context.Import.Setup.IsHistory;
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        Add(batch, WaitBriefly);
        Add(
            batch,
            OrderIntakeSql.PlaceOrders(Good(context, range)),
            context.Tenant,
            context.Now,
            context.Import.Id.Value,
            history
        );
        NpgsqlBatchCommand? lines = null;
        if (context.Import.Setup.Mapping.Shape != ImportShape.OrderTotals)
        {
            lines = Add(batch, OrderIntakeSql.AddLines(Lines(context.Staging)), context.Tenant);
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
        await batch.ExecuteNonQueryAsync(ct);
        return lines?.Rows;
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

    internal static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(SqlRunning.Parameter(value));
        }

        batch.BatchCommands.Add(command);
        return command;
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
