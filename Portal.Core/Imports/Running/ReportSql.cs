using Npgsql;
using Portal.Core.Imports.Csv;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>Counts what staged groups would become.</summary>
internal static class ReportSql
{
    private const int FirstRejected = 50;

    public static async Task<ImportReport> ReadAsync(
        NpgsqlConnection connection,
        Import import,
        StagingSql staging,
        CancellationToken ct
    )
    {
        var report = await CountAsync(connection, import, staging, ct);
        var rejected = $"(SELECT * FROM {staging.Groups} WHERE problem IS NOT NULL)";
        return report with
        {
            Totals = await ListAsync(
                connection,
                $"""
                SELECT currency, sum(total_minor)::bigint FROM {staging.Groups} g
                WHERE problem IS NULL AND NOT is_refund AND NOT {IsThere} GROUP BY currency ORDER BY 2 DESC
                """,
                reader => new ImportSum(reader.GetString(0), reader.GetInt64(1)),
                ct,
                import.TenantId.Value
            ),
            Problems = await ListAsync(
                connection,
                $"""
                SELECT code, count(*) FROM (
                    SELECT coalesce(r.problem, g.problem) AS code FROM {rejected} g
                    JOIN {staging.Rows} r ON r.reference = g.reference AND r.is_refund = g.is_refund
                    UNION ALL SELECT problem FROM {staging.Rows} WHERE reference IS NULL) p
                GROUP BY code ORDER BY 2 DESC, 1
                """,
                reader => new ProblemCount(reader.GetString(0), reader.GetInt64(1)),
                ct
            ),
            FirstRejected = await ListAsync(
                connection,
                $"""
                SELECT * FROM (
                    SELECT {ChunkSql.RejectedColumns} FROM {rejected} g
                    JOIN {staging.Rows} r ON r.reference = g.reference AND r.is_refund = g.is_refund
                    UNION ALL SELECT line, problem_field, problem, problem_value
                    FROM {staging.Rows} WHERE reference IS NULL) p
                ORDER BY line LIMIT {FirstRejected}
                """,
                reader =>
                    RejectedRows.Describe(
                        import,
                        reader.GetInt32(0),
                        reader.IsDBNull(1) ? null : reader.GetString(1),
                        reader.GetString(2),
                        reader.IsDBNull(3) ? null : reader.GetString(3)
                    ),
                ct
            ),
        };
    }

    /// <summary>An order or refund g of tenant $1 that was imported before.</summary>
    private static readonly string IsThere =
        $"(CASE WHEN g.is_refund THEN {RefundIntakeSql.IsThere("g")} ELSE {OrderIntakeSql.IsThere("g")} END)";

    private static async Task<ImportReport> CountAsync(
        NpgsqlConnection connection,
        Import import,
        StagingSql staging,
        CancellationToken ct
    )
    {
        var products =
            import.Setup.Options.UnknownProducts == UnknownProducts.CreateDraft
            && import.Setup.Mapping.Shape != ImportShape.OrderTotals
                ? $"(SELECT count(*) FROM ({staging.UnknownProducts}) u)"
                : "0::bigint";
        var counts = await ListAsync(
            connection,
            $"""
            SELECT sum(rows)::bigint,
                coalesce(sum(rows) FILTER (WHERE problem IS NULL AND is_there), 0)::bigint,
                coalesce(sum(rows) FILTER (WHERE problem IS NOT NULL), 0)::bigint,
                count(*) FILTER (WHERE problem IS NULL AND NOT is_there AND NOT is_refund),
                count(*) FILTER (WHERE problem IS NULL AND NOT is_there AND is_refund), {products}
            FROM (SELECT rows, problem, is_refund, {IsThere} AS is_there FROM {staging.Groups} g) g
            """,
            reader => new ImportReport(
                reader.GetInt64(0),
                reader.GetInt64(0) - reader.GetInt64(1) - reader.GetInt64(2),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetInt64(3),
                reader.GetInt64(4),
                reader.GetInt64(5)
            ),
            ct,
            import.TenantId.Value
        );
        return counts[0];
    }

    private static async Task<List<T>> ListAsync<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken ct,
        params object[] values
    )
    {
        var list = new List<T>();
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            list.Add(read(reader));
        }

        return list;
    }
}
