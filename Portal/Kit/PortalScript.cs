using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Kit;

/// <summary>The few things only the browser can do, by name of the functions in <c>js/portal.js</c>.</summary>
public sealed class PortalScript(IJSRuntime js)
{
    public ValueTask OpenDialogAsync(string id) => js.InvokeVoidAsync("portal.openDialog", id);

    public ValueTask CloseDialogAsync(string id) => js.InvokeVoidAsync("portal.closeDialog", id);

    /// <summary>Asks in a dialog of our own and waits for the answer.</summary>
    public ValueTask<bool> ConfirmAsync(string title, string text, string yes, string no) =>
        js.InvokeAsync<bool>("portal.confirm", title, text, yes, no);

    public ValueTask WatchUploadsAsync<T>(ElementReference drop, DotNetObjectReference<T> owner)
        where T : class => js.InvokeVoidAsync("portal.fileDrop", drop, owner);
}
