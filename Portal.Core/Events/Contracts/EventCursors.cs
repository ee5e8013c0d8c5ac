using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Events.Contracts;

/// <summary>A consumer of events that stands before an event it cannot apply.</summary>
/// <param name="Failures">How often in a row it has tried.</param>
/// <param name="Error">The event and what came of it.</param>
public sealed record StalledConsumer(
    string Name,
    int Failures,
    string? Error,
    DateTimeOffset TriedAt
);

/// <summary>How far consumers have read: to see who stands still, and to keep work such as recomputing apart from a consumer's batch.</summary>
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

    /// <summary>Consumers whose last try failed. What they feed stands still until they get on.</summary>
    public static Task<StalledConsumer[]> StalledAsync(PortalDbContext db, CancellationToken ct) =>
        db
            .EventCursors.Where(c => c.Failures > 0)
            .OrderBy(c => c.Consumer)
            .Select(c => new StalledConsumer(c.Consumer, c.Failures, c.LastError, c.UpdatedAt))
            .ToArrayAsync(ct);

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
