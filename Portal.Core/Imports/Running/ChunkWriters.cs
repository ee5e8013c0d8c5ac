using Npgsql;
using Portal.Core.Data;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Imports.Running;

/// <summary>
/// Writes the chunks of an import in their order, two at a time: while one is being written the next
/// has begun, but it commits only after it, so that the checkpoint leaves no gap. Customers come in a
/// transaction before their chunk's, because chunks share them.
/// </summary>
internal sealed class ChunkWriters(
    PortalConnections connections,
    ChunkContext context,
    ImportLease lease
) : IAsyncDisposable
{
    private const int AtOnce = 2;
    private const int Tries = 4;

    private readonly List<NpgsqlConnection> _writers = [];
    private readonly List<(ChunkRange Range, Task Written)> _underWay = [];
    private int _planned = context.Import.Checkpoint;
    private long _rows =
        context.Import.RowsAccepted + context.Import.RowsAlreadyThere + context.Import.RowsRejected;
    private long _begun;
    private int _failures;

    private Pace _pace = Pace.FirstAlone;

    /// <summary>
    /// From the import's checkpoint to its last chunk. False when somebody cancelled the import; a
    /// worker that drains leaves by <see cref="OperationCanceledException"/>. In both cases what was
    /// begun is ended first.
    /// </summary>
    public async Task<bool> WriteAllAsync(CancellationToken draining)
    {
        var ct = lease.Held;
        await using var connection = await connections.OpenAsync(ct);
        while (_writers.Count < AtOnce)
        {
            _writers.Add(await connections.OpenAsync(ct));
            await _writers[^1].RunAsync(OrderIntakeSql.CreateIntake, ct);
        }

        while (true)
        {
            var mostUnderWay =
                draining.IsCancellationRequested || lease.IsCancelRequested ? 0
                : _pace is Pace.Together ? AtOnce - 1
                : 0;
            while (_underWay.Count > mostUnderWay)
            {
                await EndFirstAsync();
            }

            var next = await ChunkSql.NextAsync(connection, context.Staging, _planned, ct);
            if (next is null && _underWay.Count == 0)
            {
                return true;
            }

            draining.ThrowIfCancellationRequested();
            if (lease.IsCancelRequested)
            {
                return false;
            }

            // A refund may be of any order of the file, so all of them must be there.
            if (next is { } range && (!range.IsRefund || _underWay.Count == 0))
            {
                await BeginAsync(connection, range);
            }
            else
            {
                await EndFirstAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RollBackAsync();
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }
    }

    private async Task BeginAsync(NpgsqlConnection connection, ChunkRange range)
    {
        var writer = _writers[(int)(_begun++ % AtOnce)];
        if (range.IsRefund)
        {
            _underWay.Add((range, RefundChunk.WriteAsync(writer, context, range, lease.Held)));
        }
        else
        {
            await connection.RunAsync(
                OrderIntakeSql.AddCustomers(OrderChunk.Good(context, range)),
                lease.Held,
                context.Tenant,
                context.Now
            );
            var before = _underWay.Count == 0 ? Task.CompletedTask : _underWay[^1].Written;
            _underWay.Add(
                (range, OrderChunk.WriteAsync(writer, context, range, before, lease.Held))
            );
        }

        _planned = range.To;
    }

    /// <summary>
    /// Waits for the first chunk under way. If it met another import, or the workflow, that wrote the
    /// same rows in another order, it is begun again, and from then on chunks are written one at a
    /// time: PostgreSQL sees circles of locks, but not that our second chunk waits for our first.
    /// </summary>
    private async Task EndFirstAsync()
    {
        var (range, written) = _underWay[0];
        try
        {
            await written;
        }
        catch (PostgresException e) when (HasMetAnother(e) && ++_failures < Tries)
        {
            await RollBackAsync();
            (_planned, _pace) = (range.After, Pace.OneByOne);
            return;
        }

        _underWay.RemoveAt(0);
        _failures = 0;
        _rows += range.Rows;
        lease.Report(ImportPhase.Writing, _rows, context.Import.StagedRows);
        if (_pace is Pace.FirstAlone)
        {
            await _writers[0].RunAsync(OrderIntakeSql.Analyze, lease.Held);
            _pace = Pace.Together;
        }
    }

    /// <summary>A chunk whose predecessor failed rolls back by itself; none is left half done.</summary>
    private async Task RollBackAsync()
    {
        foreach (var (_, written) in _underWay)
        {
            await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _underWay.Clear();
    }

    private static bool HasMetAnother(PostgresException e) =>
        e.SqlState
            is PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
                or PostgresErrorCodes.LockNotAvailable;

    private enum Pace
    {
        /// <summary>The first chunk is by itself: it is analysed before others begin.</summary>
        FirstAlone,

        /// <summary>Two at a time.</summary>
        Together,

        /// <summary>Another import was met; one at a time to the end.</summary>
        OneByOne,
    }
}
