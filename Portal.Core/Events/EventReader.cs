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
    /// worker is at it. When the consumer throws, nothing of the batch stays and the failure is noted.
    /// </summary>
    public async Task<int> RunOnceAsync(IEventConsumer consumer, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        try
        {
            return await ApplyNextAsync(connection, consumer, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await ExecuteAsync(
                connection,
                EventsSql.RecordFailure,
                ct,
                Text(consumer.Name),
                Text(e.Message)
            );
            throw;
        }
    }

    private async Task<int> ApplyNextAsync(
        NpgsqlConnection connection,
        IEventConsumer consumer,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await LockCursorAsync(connection, consumer.Name, ct) is not { } cursor)
        {
            return 0;
        }

        var events = await ReadAsync(connection, consumer, cursor, ct);
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

    private static async Task<List<LoggedEvent>> ReadAsync(
        NpgsqlConnection connection,
        IEventConsumer consumer,
        (ulong Xid, long Id) cursor,
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
                new NpgsqlParameter<int> { TypedValue = BatchSize },
            },
        };
        var events = new List<LoggedEvent>();
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

        return events;
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
