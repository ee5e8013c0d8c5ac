using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Events;

/// <summary>Gives a consumer its next batch; effect and cursor commit together.</summary>
public sealed class EventReader(PortalConnections connections, LiveSignals signals)
{
    public const int BatchSize = 5_000;

    /// <summary>
    /// Applies one batch. Answers how many events it held; 0 when there is nothing to do or another
    /// worker is at it. When the consumer throws, nothing of the batch stays; smaller ones are tried, so
    /// that the cursor stops right before the event to blame. No event is ever skipped: the consumer
    /// waits there, with the failure noted, until it can apply it.
    /// </summary>
    public async Task<int> RunOnceAsync(IEventConsumer consumer, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        var atMost = BatchSize;
        while (true)
        {
            var events = new List<LoggedEvent>();
            try
            {
                return await ApplyNextAsync(connection, consumer, atMost, events, ct);
            }
            catch (Exception e) when (events.Count > 1 && IsAboutEvents(e))
            {
                atMost = events.Count / 2;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await ExecuteAsync(
                    connection,
                    EventsSql.RecordFailure,
                    ct,
                    Text(consumer.Name),
                    Text(events is [var only] ? $"{Named(only)}: {e.Message}" : e.Message)
                );
                throw;
            }
        }
    }

    /// <summary>A database in trouble would refuse a smaller batch as well.</summary>
    private static bool IsAboutEvents(Exception e) =>
        e is PostgresException refused
            ? RefusalPolicy.IsAboutValues(refused)
            : e is not (NpgsqlException or OperationCanceledException);

    private static string Named(LoggedEvent happened) =>
        $"Event {happened.Id} ({happened.Kind}, {happened.SubjectKind} {happened.SubjectId})";

    private async Task<int> ApplyNextAsync(
        NpgsqlConnection connection,
        IEventConsumer consumer,
        int atMost,
        List<LoggedEvent> events,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockCursorAsync(connection, consumer.Name, ct) is not { } cursor)
        {
            return 0;
        }

        await ReadAsync(connection, consumer, cursor, atMost, events, ct);
        if (events.Count == 0)
        {
            return 0;
        }

        await consumer.ApplyAsync(connection, transaction, events, ct);
        await ExecuteAsync(
            connection,
            EventsSql.MoveCursor,
            ct,
            Text(consumer.Name),
            Xid(events[^1].Xid),
            Bigint(events[^1].Id)
        );
        await transaction.CommitAsync(ct);
        if (consumer.LiveTopic is { } topic)
        {
            foreach (var tenant in events.Select(e => e.TenantId).Distinct())
            {
                await signals.SendAsync(tenant, topic);
            }
        }

        return events.Count;
    }

    private static async Task<(ulong Xid, long Id)?> LockCursorAsync(
        NpgsqlConnection connection,
        string consumer,
        CancellationToken ct
    )
    {
        await ExecuteAsync(connection, EventsSql.CreateCursor, ct, Text(consumer));
        await using var command = new NpgsqlCommand(EventsSql.LockCursor, connection)
        {
            Parameters = { Text(consumer) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (reader.GetFieldValue<ulong>(0), reader.GetInt64(1))
            : null;
    }

    private static async Task ReadAsync(
        NpgsqlConnection connection,
        IEventConsumer consumer,
        (ulong Xid, long Id) cursor,
        int atMost,
        List<LoggedEvent> events,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(EventsSql.ReadBatch, connection)
        {
            Parameters =
            {
                Xid(cursor.Xid),
                Bigint(cursor.Id),
                new NpgsqlParameter<string[]> { TypedValue = [.. consumer.Kinds] },
                new NpgsqlParameter<int> { TypedValue = atMost },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            events.Add(
                new LoggedEvent(
                    reader.GetInt64(0),
                    reader.GetFieldValue<ulong>(1),
                    new TenantId(reader.GetInt64(2)),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.GetInt64(5),
                    reader.GetFieldValue<DateTimeOffset>(6),
                    reader.GetString(7)
                )
            );
        }
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params NpgsqlParameter[] parameters
    )
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter Text(string value) =>
        new NpgsqlParameter<string> { TypedValue = value };

    private static NpgsqlParameter Bigint(long value) =>
        new NpgsqlParameter<long> { TypedValue = value };

    private static NpgsqlParameter Xid(ulong value) =>
        new NpgsqlParameter<ulong> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
