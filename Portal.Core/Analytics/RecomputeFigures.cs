using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

/// <param name="Days">Business days to compute again; null is every day anything is known of.</param>
public sealed record RecomputeFiguresCommand(DateRange? Days = null);

/// <summary>What a recompute found.</summary>
/// <param name="Compared">Rollup rows that the facts ask for.</param>
/// <param name="Changed">Rows that were missing, wrong or too many, and no longer are.</param>
public sealed record Recomputed(long Compared, long Changed);

/// <summary>
/// Computes the tenant's rollups again from the orders and puts right what differs. Readers see old
/// rows until a chunk commits; the consumer waits meanwhile and loses nothing. Refuses without the right.
/// </summary>
public sealed class RecomputeFigures(
    PortalConnections connections,
    TenantReader tenants,
    CurrentUser user
)
{
    /// <summary>Days per transaction: long enough to be set-based, short enough for the consumer to wait.</summary>
    private const int ChunkDays = 31;

    public async Task<Result<Recomputed>> HandleAsync(
        RecomputeFiguresCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(AnalyticsPermissions.Rebuild, ct))
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        if ((command.Days ?? await KnownDaysAsync(connection, tenant, ct)) is not { } days)
        {
            return new Recomputed(0, 0);
        }

        var (compared, changed) = (0L, 0L);
        for (var first = days.First; first <= days.Last; first = first.AddDays(ChunkDays))
        {
            var last = first.AddDays(ChunkDays - 1);
            var chunk = new DateRange(first, last < days.Last ? last : days.Last);
            var done = await RecomputeAsync(connection, tenant, chunk, ct);
            (compared, changed) = (compared + done.Compared, changed + done.Changed);
        }

        var totals = await RecomputeTotalsAsync(connection, tenant, days, ct);
        return new Recomputed(compared + totals.Compared, changed + totals.Changed);
    }

    private static async Task<Recomputed> RecomputeAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        DateRange days,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var cursor = await EventCursors.LockAsync(connection, FiguresConsumer.ConsumerName, ct);
        await ExecuteAsync(connection, RecomputeSql.CreateStage, ct);
        foreach (
            var stage in (string[])
                [RecomputeSql.StagePaid, RecomputeSql.StageEnded, RecomputeSql.StageRefunded]
        )
        {
            await ExecuteAsync(
                connection,
                stage,
                ct,
                Bigint(tenant.Id.Value),
                new NpgsqlParameter<string> { TypedValue = tenant.Zone.Id },
                Instant(tenant.StartOf(days.First)),
                Instant(tenant.StartOf(days.Last.AddDays(1))),
                new NpgsqlParameter<ulong>
                {
                    TypedValue = cursor.Xid,
                    NpgsqlDbType = NpgsqlDbType.Xid8,
                },
                Bigint(cursor.Id)
            );
        }

        foreach (var shares in RecomputeSql.StageShares)
        {
            await ExecuteAsync(connection, shares, ct, Bigint(tenant.Id.Value));
        }

        await ExecuteAsync(
            connection,
            "ANALYZE figures_paid; ANALYZE figures_ended; ANALYZE figures_refunded",
            ct
        );
        var done = await ReplaceAsync(
            connection,
            [.. RecomputeSql.ReplaceDays, RecomputeSql.ReplaceMinutes],
            tenant,
            days,
            ct
        );
        await transaction.CommitAsync(ct);
        return done;
    }

    private static async Task<Recomputed> RecomputeTotalsAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        DateRange days,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await EventCursors.LockAsync(connection, FiguresConsumer.ConsumerName, ct);
        var done = await ReplaceAsync(connection, RecomputeSql.ReplaceTotals, tenant, days, ct);
        await ExecuteAsync(connection, FoldSql.ForgetOldMinutes, ct);
        await transaction.CommitAsync(ct);
        return done;
    }

    private static async Task<Recomputed> ReplaceAsync(
        NpgsqlConnection connection,
        string[] statements,
        TenantSnapshot tenant,
        DateRange days,
        CancellationToken ct
    )
    {
        await using var next = new NpgsqlCommand(FoldSql.NextRevision, connection);
        var revision = (long)(await next.ExecuteScalarAsync(ct))!;
        var (compared, changed) = (0L, 0L);
        foreach (var statement in statements)
        {
            await using var command = Command(
                connection,
                statement,
                Bigint(tenant.Id.Value),
                new NpgsqlParameter<DateOnly> { TypedValue = days.First },
                new NpgsqlParameter<DateOnly> { TypedValue = days.Last },
                Bigint(revision),
                new NpgsqlParameter<string> { TypedValue = tenant.Zone.Id }
            );
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            (compared, changed) = (compared + reader.GetInt64(0), changed + reader.GetInt64(1));
        }

        return new Recomputed(compared, changed);
    }

    private static async Task<DateRange?> KnownDaysAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        await using var command = Command(
            connection,
            RecomputeSql.KnownDays,
            Bigint(tenant.Id.Value),
            new NpgsqlParameter<string> { TypedValue = tenant.Zone.Id }
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return await reader.IsDBNullAsync(0, ct)
            ? null
            : new DateRange(reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1));
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = Command(connection, sql, parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection,
        string sql,
        params NpgsqlParameter[] parameters
    )
    {
        // A chunk of a large tenant takes longer than the 30 seconds a page may wait.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter Bigint(long value) =>
        new NpgsqlParameter<long> { TypedValue = value };

    private static NpgsqlParameter Instant(DateTimeOffset value) =>
        new NpgsqlParameter<DateTimeOffset> { TypedValue = value.ToUniversalTime() };
}
