using Npgsql;

namespace Portal.Core.Events.Contracts;

/// <summary>For work that must not run beside a consumer's batch, such as recomputing what it keeps.</summary>
public static class EventCursors
{
    /// <summary>
    /// Waits until the consumer's batch has ended and keeps it from starting another until the
    /// caller's transaction ends. Answers how far the consumer has read.
    /// </summary>
    public static async Task<(ulong Xid, long Id)> LockAsync(
        NpgsqlConnection connection,
        string consumer,
        CancellationToken ct
    )
    {
        await using var create = Command(connection, EventsSql.CreateCursor, consumer);
        await create.ExecuteNonQueryAsync(ct);
        await using var wait = Command(connection, EventsSql.WaitForCursor, consumer);
        await using var reader = await wait.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetFieldValue<ulong>(0), reader.GetInt64(1));
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection,
        string sql,
        string consumer
    ) =>
        new(sql, connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = consumer } },
            CommandTimeout = 120,
        };
}
