using Portal.Core.Jobs;

namespace Portal.Jobs.Running;

/// <summary>A job this process runs now.</summary>
internal sealed class HeldRun(ClaimedRun run, JobContext context) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public ClaimedRun Run => run;

    public JobContext Context => context;

    public CancellationToken Stop => _stop.Token;

    /// <summary>Somebody cancelled it, as opposed to the worker ending or the lease being lost.</summary>
    public bool IsCancelRequested { get; private set; }

    public void Cancel()
    {
        IsCancelRequested = true;
        _stop.Cancel();
    }

    /// <summary>The worker ends or the lease is lost: another worker goes on.</summary>
    public void GiveUp() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
