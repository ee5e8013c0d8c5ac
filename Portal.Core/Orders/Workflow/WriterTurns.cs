namespace Portal.Core.Orders.Workflow;

/// <summary>Lets no more batches of this process write at the same time than <see cref="WorkflowOptions.Writers"/>.</summary>
public sealed class WriterTurns(WorkflowOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Writers);

    /// <summary>Runs one transaction when it is its turn.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        // Not cancelled: what a batch has asked of a gateway must also be written down.
        await _turns.WaitAsync(CancellationToken.None);
        try
        {
            return await write();
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
