using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;

namespace Portal.Kit;

/// <summary>The base of every working page: a token that ends with the page, and one way to run an act.</summary>
public abstract class PortalPage : LivePart
{
    [Inject]
    public required Notices Notices { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>An act is running: buttons are off, a second click is ignored.</summary>
    protected bool Busy { get; private set; }

    /// <summary>The page's own loading (OnInitialized, OnParametersSet) has not ended yet.</summary>
    protected bool IsLoading { get; private set; } = true;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        IsLoading = true;
        try
        {
            await base.SetParametersAsync(parameters);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The visitor went elsewhere while the page was still loading; nobody waits for it.
        }

        IsLoading = false;
        if (!Stopping.IsCancellationRequested)
        {
            StateHasChanged();
        }
    }

    /// <summary>What a list shows of an answer: its rows, or none and the reason at the head of the page.</summary>
    protected Page<T> Shown<T>(Result<Page<T>> found)
    {
        if (!found.Failed)
        {
            return found.Value;
        }

        Notices.Refuse(found.Error);
        return Page<T>.Empty;
    }

    /// <summary>
    /// Runs an act unless one is running already. When it is done, <paramref name="done"/> is told as a toast and
    /// <paramref name="then"/> reloads what the page shows; when it is refused, the reason stands at the head of the page.
    /// </summary>
    /// <param name="act">The act.</param>
    /// <param name="done">Tells that it is done.</param>
    /// <param name="then">Loads anew what the page shows.</param>
    /// <param name="undo">Takes the act back; offered with <paramref name="done"/> for some seconds.</param>
    protected Task RunAsync(
        Func<CancellationToken, Task<Result>> act,
        string? done = null,
        Func<Task>? then = null,
        Func<CancellationToken, Task<Result>>? undo = null
    ) =>
        RunAsync(
            async ct =>
            {
                var answer = await act(ct);
                return answer.Failed ? (Result<Result>)answer.Error : answer;
            },
            _ => done,
            then is null ? null : _ => then(),
            undo is null ? null : () => UndoAsync(undo, then)
        );

    /// <summary>The same for an act that yields something, which <paramref name="done"/> and <paramref name="then"/> are given.</summary>
    protected async Task RunAsync<T>(
        Func<CancellationToken, Task<Result<T>>> act,
        Func<T, string?>? done = null,
        Func<T, Task>? then = null,
        Func<Task<Result>>? undo = null
    )
    {
        if (Busy)
        {
            return;
        }

        Busy = true;
        Notices.ClearProblem();
        try
        {
            var answer = await act(Stopping);
            if (answer.Failed)
            {
                Notices.Refuse(answer.Error);
                return;
            }

            if (done?.Invoke(answer.Value) is { } message)
            {
                Notices.Success(message, undo);
            }

            await (then?.Invoke(answer.Value) ?? Task.CompletedTask);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The visitor left the page; the act decided for itself whether it was done.
        }
        finally
        {
            Busy = false;
        }
    }

    /// <summary>The visitor may be on another page by now; then there is nothing to load anew.</summary>
    private async Task<Result> UndoAsync(
        Func<CancellationToken, Task<Result>> undo,
        Func<Task>? then
    )
    {
        var undone = await undo(CancellationToken.None);
        if (!undone.Failed && then is not null && !Stopping.IsCancellationRequested)
        {
            await InvokeAsync(then);
            await InvokeAsync(StateHasChanged);
        }

        return undone;
    }
}
