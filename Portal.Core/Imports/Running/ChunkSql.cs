using Npgsql;

namespace Portal.Core.Imports.Running;

/// <summary>The statements of a chunk that concern the import itself.</summary>
internal static class ChunkSql
{
    public const int GroupsPerChunk = 5_000;
    public const int RefundsPerChunk = 500;
    private const int RowsPerChunk = 50_000;

    /// <summary>line, field, code, value of a row r in a group g.</summary>
    public const string RejectedColumns =
        "r.line, r.problem_field, coalesce(r.problem, g.problem), "
        + "coalesce(r.problem_value, CASE WHEN r.problem IS NULL THEN left(r.reference, 80) END)";

    /// <summary>
    /// The chunk behind a checkpoint, null at the end: orders and refunds are never mixed, and many
    /// large orders make it shorter.
    /// </summary>
    public static async Task<ChunkRange?> NextAsync(
        NpgsqlConnection connection,
        StagingSql staging,
        int checkpoint,
        CancellationToken ct
    )
    {
        await using var command = connection.Command(Next(staging), checkpoint);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new ChunkRange(
                checkpoint,
                reader.GetInt32(0),
                reader.GetBoolean(1),
                reader.GetInt64(2)
            )
            : null;
    }

    private static string Next(StagingSql staging) =>
        $"""
            SELECT max(group_no), is_refund, max(so_far)::bigint
            FROM (
                SELECT group_no, is_refund, sum(rows) OVER w AS so_far, row_number() OVER w AS place
                FROM {staging.Groups} WHERE group_no > $1 AND group_no <= $1 + {GroupsPerChunk}
                WINDOW w AS (ORDER BY group_no)
            ) g
            WHERE (so_far <= {RowsPerChunk} OR place = 1) AND (NOT is_refund OR place <= {RefundsPerChunk})
            GROUP BY is_refund ORDER BY is_refund LIMIT 1
            """;

    /// <summary>
    /// Every row of the chunk's rejected groups, with its own reason or its group's. A row without
    /// reference is a group by itself. $1 tenant, $2 import.
    /// </summary>
    public static string Reject(StagingSql staging, ChunkRange range)
    {
        var rejected =
            $"(SELECT * FROM {staging.Groups} {OrderChunk.Within(range)} AND problem IS NOT NULL)";
        return $"""
            INSERT INTO imports.rejections (tenant_id, import_id, line, field, code, value)
            SELECT $1, $2, {RejectedColumns}
            FROM {rejected} g JOIN {staging.Rows} r ON r.reference = g.reference AND r.is_refund = g.is_refund
            UNION ALL
            SELECT $1, $2, {RejectedColumns}
            FROM {rejected} g JOIN {staging.Rows} r ON r.line = g.first_line AND g.reference IS NULL
            """;
    }

    /// <summary>
    /// Moves checkpoint and counters if this worker still has the import, and answers the rows
    /// accepted. $1 import, $2 generation.
    /// </summary>
    public static string CheckpointOrders(StagingSql staging, ChunkRange range) =>
        Checkpoint(
            staging,
            range,
            "SELECT coalesce(sum(rows), 0) AS accepted, count(*) AS made FROM order_intake",
            "orders_created"
        );

    /// <summary>As for orders. $3 the groups recorded, $4 the groups rejected.</summary>
    public static string CheckpointRefunds(StagingSql staging, ChunkRange range) =>
        Checkpoint(
            staging,
            range,
            $"SELECT coalesce(sum(rows), 0) AS accepted, count(*) AS made FROM {staging.Groups} "
                + "WHERE group_no = ANY ($3)",
            "refunds_created"
        );

    /// <summary>Gives the groups $1 of the chunk the reason that no order fits them.</summary>
    public static string MarkRefunds(StagingSql staging) =>
        $"""
            UPDATE {staging.Groups} SET problem = CASE WHEN group_no = ANY ($1) THEN $2 END
            WHERE group_no = ANY ($3)
            """;

    private static string Checkpoint(
        StagingSql staging,
        ChunkRange range,
        string accepted,
        string counter
    ) =>
        FormattableString.Invariant(
            $"""
            UPDATE imports.imports SET checkpoint = {range.To},
                rows_accepted = rows_accepted + a.accepted,
                rows_rejected = rows_rejected + g.rejected,
                rows_already_there = rows_already_there + g.rows - g.rejected - a.accepted,
                {counter} = {counter} + a.made
            FROM ({accepted}) a, (
                SELECT coalesce(sum(rows), 0) AS rows,
                    coalesce(sum(rows) FILTER (WHERE problem IS NOT NULL), 0) AS rejected
                FROM {staging.Groups} {OrderChunk.Within(range)}) g
            WHERE id = $1 AND generation = $2 AND checkpoint = {range.After}
            RETURNING a.accepted::bigint
            """
        );
}
