using System.Diagnostics;
using Portal.Core.Jobs;
using Portal.Core.Orders.Workflow;

namespace Portal.Jobs.Workflow;

/// <summary>How many batches of orders are under way in this process: a number that follows the backlog.</summary>
internal sealed class PumpSlots(WorkflowOptions options)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookForOverdueEvery = TimeSpan.FromMilliseconds(100);

    // Enough to want every slot at the slowest: counting further would only cost time.
    private const int CountAtMost = 100_000;

    private readonly ConcurrencyPolicy _policy = new(options.MinBatches, options.MaxBatches);
    private TimeSpan _average = TimeSpan.FromSeconds(1);
    private long _lookedAt;
    private long _lookedForOverdueAt;
    private volatile bool _hasOverdue;

    public int Limit { get; private set; } = options.MinBatches;

    /// <summary>
    /// Whether it is time to take over what died with its worker or is unknown. While there is any,
    /// every slot does so before it begins anything new: a gateway in trouble gets no more to do.
    /// </summary>
    public bool TakeOverdueTurn()
    {
        if (!_hasOverdue && Stopwatch.GetElapsedTime(_lookedForOverdueAt) < LookForOverdueEvery)
        {
            return false;
        }

        _lookedForOverdueAt = Stopwatch.GetTimestamp();
        return true;
    }

    public void FoundOverdue(bool isAny) => _hasOverdue = isAny;

    public void Took(TimeSpan batch) => _average = _average * 0.8 + batch * 0.2;

    /// <summary>Looks at the backlog now and then. Called by one slot only.</summary>
    public async Task MoveAsync(ClaimOrders orders, CancellationToken ct)
    {
        if (Stopwatch.GetElapsedTime(_lookedAt) < LookEvery)
        {
            return;
        }

        _lookedAt = Stopwatch.GetTimestamp();
        var pending = await orders.CountPendingAsync(CountAtMost, ct);
        var batches = (pending + options.BatchSize - 1) / options.BatchSize;
        Limit = _policy.Next(Limit, batches, _average);
    }
}
