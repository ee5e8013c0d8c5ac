using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Jobs;

/// <summary>A job a worker has taken, with the token that lets it write the outcome.</summary>
public sealed record ClaimedRun(
    JobRunId Id,
    TenantId Tenant,
    string Kind,
    string Arguments,
    JobAbout? About,
    int Attempt,
    Guid Token,
    string RequestedBy
);

/// <summary>How far a running job has got.</summary>
public readonly record struct RunProgress(long Done, long? Total, string? Phase);

/// <summary>A line a running job wrote.</summary>
public readonly record struct JobLogEntry(DateTimeOffset At, string Level, string Message);

/// <summary>
/// The worker's side of the queue. Every method is one statement of its own; an answer of false
/// means that the lease is lost and whatever the job did since is another worker's business.
/// </summary>
public sealed class RunQueue(PortalConnections connections, LiveSignals signals)
{
    /// <summary>A job not renewed for this long belongs to nobody any more.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);

    /// <summary>A job that took so many workers with it, one after the other, is parked.</summary>
    public const int MaxLosses = 25;

    public async Task<IReadOnlyList<ClaimedRun>> ClaimAsync(
        JobQueue queue,
        int atMost,
        WorkerId worker,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            JobsSql.Claim,
            Text(SnakeCase.Of(queue)),
            Of(atMost),
            Of(worker.Value),
            Of(Lease.TotalSeconds)
        );
        var claimed = new List<ClaimedRun>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            claimed.Add(
                new ClaimedRun(
                    new JobRunId(reader.GetInt64(0)),
                    new TenantId(reader.GetInt64(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    await reader.IsDBNullAsync(4, ct)
                        ? null
                        : new JobAbout(reader.GetString(4), reader.GetInt64(5)),
                    reader.GetInt32(6),
                    reader.GetGuid(7),
                    reader.GetString(8)
                )
            );
        }

        await TellAsync(claimed);
        return claimed;
    }

    /// <summary>Renews the leases, writes progress; answers which are still held and which of them must stop.</summary>
    public async Task<IReadOnlyDictionary<JobRunId, bool>> RenewAsync(
        IReadOnlyCollection<(ClaimedRun Run, RunProgress Progress)> held,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            JobsSql.Renew,
            Of(held.Select(h => h.Run.Id.Value).ToArray()),
            Of(held.Select(h => h.Run.Token).ToArray()),
            Of(held.Select(h => h.Progress.Done).ToArray()),
            new NpgsqlParameter
            {
                Value = held.Select(h => h.Progress.Total).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            },
            new NpgsqlParameter
            {
                Value = held.Select(h => h.Progress.Phase).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
            Of(Lease.TotalSeconds)
        );
        var still = new Dictionary<JobRunId, bool>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            still.Add(new JobRunId(reader.GetInt64(0)), reader.GetBoolean(1));
        }

        await TellAsync(held.Select(h => h.Run));
        return still;
    }

    public Task<bool> SucceedAsync(ClaimedRun run, RunProgress progress, CancellationToken ct) =>
        WriteAsync(
            JobsSql.Succeed,
            run,
            ct,
            Of(progress.Done),
            Nullable(progress.Total, NpgsqlDbType.Bigint),
            Nullable(progress.Phase, NpgsqlDbType.Text)
        );

    /// <param name="run">The job that failed.</param>
    /// <param name="error">What happened, in full.</param>
    /// <param name="cause">See <see cref="FailureCause"/>.</param>
    /// <param name="retryAfter">When to try again; null parks the job.</param>
    /// <param name="ct">Gives up writing; the lease then runs out.</param>
    public async Task<bool> FailAsync(
        ClaimedRun run,
        string error,
        string cause,
        TimeSpan? retryAfter,
        CancellationToken ct
    )
    {
        var isWritten = await WriteAsync(
            JobsSql.Fail,
            run,
            ct,
            Text(error.Length <= 8000 ? error : error[..8000]),
            Text(cause),
            Nullable(retryAfter?.TotalSeconds, NpgsqlDbType.Double)
        );
        if (retryAfter is null)
        {
            // A parked job waits for a person; the bell tells it.
            await signals.SendAsync(run.Tenant, LiveSignals.Notifications);
        }

        return isWritten;
    }

    public Task<bool> HandBackAsync(ClaimedRun run, CancellationToken ct) =>
        WriteAsync(JobsSql.HandBack, run, ct);

    public Task<bool> CancelAsync(ClaimedRun run, CancellationToken ct) =>
        WriteAsync(JobsSql.Cancel, run, ct);

    public async Task WriteLogAsync(
        IReadOnlyCollection<(ClaimedRun Run, JobLogEntry Line)> lines,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            JobsSql.WriteLog,
            Of(lines.Select(l => l.Run.Id.Value).ToArray()),
            Of(lines.Select(l => l.Run.Attempt).ToArray()),
            Of(lines.Select(l => l.Line.At).ToArray()),
            Of(lines.Select(l => l.Line.Level).ToArray()),
            Of(lines.Select(l => Shorten(l.Line.Message)).ToArray()),
            Of(lines.Select(l => l.Run.Tenant.Value).ToArray())
        );
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Puts the jobs of vanished workers back; answers how many.</summary>
    public async Task<int> RecoverAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(connection, JobsSql.Recover, Of(MaxLosses));
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Jobs of the queue that could start now.</summary>
    public async Task<long> CountWaitingAsync(JobQueue queue, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            JobsSql.CountWaiting,
            Text(SnakeCase.Of(queue))
        );
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Removes ended jobs that nobody looks for any more; answers how many.</summary>
    public async Task<int> CleanUpAsync(
        DateTimeOffset succeededBefore,
        DateTimeOffset othersBefore,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            JobsSql.CleanUp,
            Of(succeededBefore),
            Of(othersBefore),
            Of(10_000)
        );
        return await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<bool> WriteAsync(
        string sql,
        ClaimedRun run,
        CancellationToken ct,
        params NpgsqlParameter[] more
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(
            connection,
            sql,
            [Of(run.Id.Value), Of(run.Token), .. more]
        );
        var isWritten = await command.ExecuteNonQueryAsync(ct) == 1;
        await TellAsync([run]);
        return isWritten;
    }

    private async Task TellAsync(IEnumerable<ClaimedRun> moved)
    {
        foreach (var tenant in moved.Select(run => run.Tenant).Distinct())
        {
            await signals.SendAsync(tenant, LiveSignals.Jobs);
        }
    }

    private static string Shorten(string message) =>
        message.Length <= 4000 ? message : message[..3999] + "…";

    private static NpgsqlCommand Command(
        NpgsqlConnection connection,
        string sql,
        params NpgsqlParameter[] parameters
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string value) => Of(value);

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
