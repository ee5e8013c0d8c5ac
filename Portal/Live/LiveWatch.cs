namespace Portal.Live;

/// <summary>Turns any number of signals into at most two calls a second, and no signals into a call now and then.</summary>
internal sealed class LiveWatch : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _signalled = new(0, 1);
    private readonly Task _running;
    private readonly List<IDisposable> _listening = [];

    public LiveWatch(Func<Task> changed, TimeProvider clock, TimeSpan pause) =>
        _running = RunAsync(changed, clock, pause);

    /// <summary>Ends a source of signals together with the watch.</summary>
    public void ListenTo(IDisposable listening) => _listening.Add(listening);

    public void Signal()
    {
        try
        {
            _signalled.Release();
        }
        catch (SemaphoreFullException)
        {
            // A call is due already, and one call covers all signals before it.
        }
    }

    private async Task RunAsync(Func<Task> changed, TimeProvider clock, TimeSpan pause)
    {
        try
        {
            while (true)
            {
                await Task.Delay(pause, clock, _ended.Token);
                await _signalled.WaitAsync(LiveUpdates.LongestPause, _ended.Token);
                await changed();
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    public void Dispose()
    {
        _listening.ForEach(listening => listening.Dispose());
        _ended.Cancel();
    }
}
