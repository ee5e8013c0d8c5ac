using System.Diagnostics;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>One batch's way through the workflow.</summary>
/// <param name="Claimed">Orders taken.</param>
/// <param name="OutOfStock">Failed at once, with nothing to be had or no such product.</param>
/// <param name="End">How the others ended.</param>
/// <param name="ReserveFor">Time of the first transaction.</param>
/// <param name="PayFor">Time the gateway took.</param>
/// <param name="FinishFor">Time of the second transaction.</param>
public sealed record PumpedBatch(
    int Claimed,
    int OutOfStock,
    BatchEnd End,
    TimeSpan ReserveFor,
    TimeSpan PayFor,
    TimeSpan FinishFor
)
{
    public static readonly PumpedBatch Empty = new(
        0,
        0,
        BatchEnd.Nothing,
        default,
        default,
        default
    );
}

/// <summary>
/// Walks orders from pending to their end, a batch at a time: claim and reserve in one transaction,
/// ask the gateway outside any, complete or roll back in a second one. Any number of pumps may run,
/// in any number of processes.
/// </summary>
public sealed class OrderPump(
    ClaimOrders claimOrders,
    TakeOverOrders takeOverOrders,
    PayOrders payOrders,
    FinishOrders finishOrders,
    WriterTurns turns,
    LiveSignals signals
)
{
    /// <summary>Takes the oldest pending orders. A batch that has begun is ended also when asked to stop.</summary>
    public Task<PumpedBatch> PumpPendingAsync(CancellationToken stopping) =>
        PumpAsync(claimOrders.PendingAsync, stopping);

    /// <summary>Takes orders whose lease has ended and finds out what became of their payments.</summary>
    public Task<PumpedBatch> PumpOverdueAsync(CancellationToken stopping) =>
        PumpAsync(ct => takeOverOrders.OverdueAsync(null, ct), stopping);

    /// <summary>One order, wherever it stands; an empty batch when it waits for nobody.</summary>
    internal async Task<PumpedBatch> PumpOneAsync(long orderId, CancellationToken ct)
    {
        var pumped = await PumpAsync(c => claimOrders.PendingAsync(orderId, c), ct);
        return pumped.Claimed > 0
            ? pumped
            : await PumpAsync(c => takeOverOrders.OverdueAsync(orderId, c), ct);
    }

    private async Task<PumpedBatch> PumpAsync(
        Func<CancellationToken, Task<LeasedBatch>> claim,
        CancellationToken stopping
    )
    {
        stopping.ThrowIfCancellationRequested();
        var started = Stopwatch.GetTimestamp();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        var batch = await turns.RunAsync(() => claim(CancellationToken.None));
        var reserved = Stopwatch.GetTimestamp();
        if (batch.Claimed == 0)
        {
            return PumpedBatch.Empty;
        }

        // From here on the batch is ours to end: what has been asked must also be written down.
        var outcomes = await payOrders.AskAsync(batch.Payments, stopping);
        var paid = Stopwatch.GetTimestamp();
        var end = await turns.RunAsync(() =>
            finishOrders.WriteAsync(batch, outcomes, CancellationToken.None)
        );
        foreach (var tenant in batch.Tenants)
        {
            await signals.SendAsync(tenant, LiveSignals.Orders);
        }

        return new PumpedBatch(
            batch.Claimed,
            batch.Failed,
            end,
            Stopwatch.GetElapsedTime(started, reserved),
            Stopwatch.GetElapsedTime(reserved, paid),
            Stopwatch.GetElapsedTime(paid)
        );
    }
}
