using Microsoft.AspNetCore.Components;
using Portal.Live;

namespace Portal.Kit;

/// <summary>A page or part that looks again when something of its tenant moved, and stops when it is gone.</summary>
public abstract class LivePart : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _watches = [];

    [Inject]
    public required LiveUpdates Live { get; init; }

    /// <summary>Cancelled when the visitor leaves.</summary>
    protected CancellationToken Stopping => _stopping.Token;

    /// <summary>Calls <paramref name="changed"/> when a topic of the visitor's tenant moved, at most twice a second, and redraws.</summary>
    protected void Watch(string topic, Func<Task> changed) =>
        _watches.Add(Live.Subscribe(topic, () => InvokeAsync(() => ShowChangeAsync(changed))));

    private async Task ShowChangeAsync(Func<Task> changed)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await changed();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The visitor left while the part looked again.
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // Not raised by a click, so the renderer has to be told, or no error boundary would see it.
            await DispatchExceptionAsync(problem);
        }
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _stopping.IsCancellationRequested)
        {
            return;
        }

        _stopping.Cancel();
        _watches.ForEach(watch => watch.Dispose());
    }
}
