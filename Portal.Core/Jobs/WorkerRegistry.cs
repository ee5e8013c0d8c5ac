using System.Text.Json;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

/// <summary>How many jobs of a queue a worker runs and may run now, and between which limits that moves.</summary>
public sealed record QueueSlots(int Running, int Limit, int Min, int Max);

/// <summary>A schedule as the worker's code has it.</summary>
public sealed record ListedSchedule(
    string Kind,
    JobQueue Queue,
    string Cron,
    string TimeZone,
    string Description
);

/// <summary>What workers tell about themselves: that they live, what they run, which schedules they know.</summary>
public sealed class WorkerRegistry(PortalConnections connections, TimeProvider clock)
{
    public async Task<WorkerId> RegisterAsync(
        string host,
        int processId,
        string version,
        IReadOnlyCollection<JobQueue> queues,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(JobsSql.RegisterWorker, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = host },
                new NpgsqlParameter<int> { TypedValue = processId },
                new NpgsqlParameter<string> { TypedValue = version },
                new NpgsqlParameter<string[]> { TypedValue = [.. queues.Select(SnakeCase.Of)] },
            },
        };
        return new WorkerId((long)(await command.ExecuteScalarAsync(ct))!);
    }

    public async Task BeatAsync(
        WorkerId worker,
        bool isStopping,
        IReadOnlyDictionary<string, QueueSlots> slots,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(JobsSql.BeatWorker, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = worker.Value },
                new NpgsqlParameter<bool> { TypedValue = isStopping },
                new NpgsqlParameter<string>
                {
                    TypedValue = JsonSerializer.Serialize(slots, EventLog.Json),
                },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task ForgetAsync(WorkerId worker, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(JobsSql.ForgetWorker, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = worker.Value } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Makes the stored schedules those of the worker's list.</summary>
    public async Task SyncSchedulesAsync(
        IReadOnlyCollection<ListedSchedule> listed,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(JobsSql.SyncSchedules, connection)
        {
            Parameters =
            {
                Texts(listed.Select(s => s.Kind)),
                Texts(listed.Select(s => SnakeCase.Of(s.Queue))),
                Texts(listed.Select(s => s.Cron)),
                Texts(listed.Select(s => s.TimeZone)),
                Texts(listed.Select(s => s.Description)),
                new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Puts the job of a schedule into its queue for one time of that schedule. Any number of calls
    /// for the same time make one job; none is made while the job before it waits or runs.
    /// </summary>
    public async Task<bool> EnqueueScheduledAsync(
        string kind,
        DateTimeOffset due,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(JobsSql.EnqueueScheduled, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = kind },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = due.ToUniversalTime() },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() },
            },
        };
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static NpgsqlParameter<string[]> Texts(IEnumerable<string> values) =>
        new() { TypedValue = [.. values] };
}
