using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>
/// A worker's hold on an import, by the database's clock. While held, it is renewed and the
/// progress written twice a second at most; a worker that stops doing so loses it after half a
/// minute. Every write of a run names <see cref="Generation"/>, so that a worker that came back
/// from a pause changes nothing.
/// </summary>
internal sealed class ImportLease : IAsyncDisposable
{
    private const string Duration = "interval '30 seconds'";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private const string Acquire = $"""
        UPDATE imports.imports SET generation = generation + 1, leased_until = now() + {Duration}
        WHERE id = $1 AND status = $2 AND (leased_until IS NULL OR leased_until < now())
        RETURNING generation
        """;

    private const string Renew = $"""
        UPDATE imports.imports SET leased_until = now() + {Duration}, progress_at = $3, phase = $4,
            phase_done = $5, phase_total = $6,
            phase_started_at = CASE WHEN phase = $4 THEN phase_started_at ELSE $3 END
        WHERE id = $1 AND generation = $2 RETURNING is_cancel_requested
        """;

    private const string Release =
        "UPDATE imports.imports SET leased_until = NULL WHERE id = $1 AND generation = $2";

    private readonly PortalConnections _connections;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _ended = new();
    private readonly ImportId _import;
    private readonly Func<string, Task> _tell;
    private Task _beating = Task.CompletedTask;
    private ImportPhase _phase;
    private long _done;
    private long _total;

    private ImportLease(
        PortalConnections connections,
        TimeProvider clock,
        ImportId import,
        int generation,
        Func<string, Task> tell,
        CancellationToken ct
    )
    {
        _tell = tell;
        (_connections, _clock, _import, Generation) = (connections, clock, import, generation);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(ct);
    }

    public int Generation { get; }

    /// <summary>Somebody asked to stop; the run ends at its next checkpoint.</summary>
    public bool IsCancelRequested { get; private set; }

    /// <summary>Cancelled with the caller's token, and when the lease is lost.</summary>
    public CancellationToken Held => _lost.Token;

    /// <summary>Null when the import is in another status, or another worker has it.</summary>
    /// <param name="tell">Tells open pages that a topic moved: with every beat, and at the end.</param>
    public static async Task<ImportLease?> AcquireAsync(
        PortalConnections connections,
        TimeProvider clock,
        (ImportId Id, ImportStatus Status) import,
        Func<string, Task> tell,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(Acquire, connection)
        {
            Parameters =
            {
                new() { Value = import.Id.Value },
                new() { Value = SnakeCase.Of(import.Status) },
            },
        };
        if (await command.ExecuteScalarAsync(ct) is not int generation)
        {
            return null;
        }

        var lease = new ImportLease(connections, clock, import.Id, generation, tell, ct);
        lease._beating = lease.BeatAsync();
        return lease;
    }

    /// <summary>Says how far the work is; written with the next beat.</summary>
    public void Report(ImportPhase phase, long done, long total)
    {
        _phase = phase;
        Volatile.Write(ref _done, done);
        Volatile.Write(ref _total, total);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        try
        {
            await using var connection = await _connections.OpenAsync(CancellationToken.None);
            await using var command = new NpgsqlCommand(Release, connection)
            {
                Parameters =
                {
                    new() { Value = _import.Value },
                    new() { Value = Generation },
                },
            };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The database is away; the lease runs out by itself.
        }

        await _tell(LiveSignals.Imports);
        await _tell(LiveSignals.Notifications);
        await _tell(LiveSignals.Orders);
        _ended.Dispose();
        _lost.Dispose();
    }

    private async Task BeatAsync()
    {
        var renewed = _clock.GetTimestamp();
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                if (!await RenewAsync())
                {
                    await _lost.CancelAsync();
                    return;
                }

                renewed = _clock.GetTimestamp();
                await _tell(LiveSignals.Imports);
                await Task.Delay(Beat, _ended.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (NpgsqlException) when (_clock.GetElapsedTime(renewed).TotalSeconds < 20)
            {
                // A database that restarts within the lease is no reason to give the work up.
            }
            catch (NpgsqlException)
            {
                await _lost.CancelAsync();
                return;
            }
        }
    }

    private async Task<bool> RenewAsync()
    {
        await using var connection = await _connections.OpenAsync(_ended.Token);
        await using var command = new NpgsqlCommand(Renew, connection)
        {
            Parameters =
            {
                new() { Value = _import.Value },
                new() { Value = Generation },
                new() { Value = _clock.GetUtcNow() },
                new() { Value = SnakeCase.Of(_phase) },
                new() { Value = Volatile.Read(ref _done) },
                new() { Value = Volatile.Read(ref _total) },
            },
        };
        if (await command.ExecuteScalarAsync(_ended.Token) is not bool asked)
        {
            return false;
        }

        IsCancelRequested = asked;
        return true;
    }
}
