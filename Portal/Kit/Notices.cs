using Portal.Core.Kernel;

namespace Portal.Kit;

/// <summary>
/// What the last act came to, per visitor. Success goes by as a toast; a refusal stays at the head of the page until the
/// next act or page, because it has to be read and acted on.
/// </summary>
public sealed class Notices
{
    public const int MostToasts = 3;

    private readonly List<Toast> _toasts = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Toasts => _toasts;

    public Error? Problem { get; private set; }

    /// <param name="message">What was done.</param>
    /// <param name="undo">Takes it back; called after the page that did it may be gone.</param>
    public void Success(string message, Func<Task<Result>>? undo = null)
    {
        _toasts.Add(new Toast(Guid.NewGuid(), message, undo));
        if (_toasts.Count > MostToasts)
        {
            _toasts.RemoveAt(0);
        }

        Changed?.Invoke();
    }

    public void Refuse(Error error)
    {
        Problem = error;
        Changed?.Invoke();
    }

    public void ClearProblem()
    {
        if (Problem is not null)
        {
            Problem = null;
            Changed?.Invoke();
        }
    }

    /// <summary>Takes back what a toast told. The toast goes at once, so that a second click undoes nothing else.</summary>
    public async Task UndoAsync(Toast toast)
    {
        if (toast.Undo is null || !_toasts.Remove(toast))
        {
            return;
        }

        Changed?.Invoke();
        var undone = await toast.Undo();
        if (undone.Failed)
        {
            Refuse(undone.Error);
        }
        else
        {
            Success("Undone.");
        }
    }

    public void Dismiss(Toast toast)
    {
        if (_toasts.Remove(toast))
        {
            Changed?.Invoke();
        }
    }
}

public sealed record Toast(Guid Id, string Message, Func<Task<Result>>? Undo = null);
