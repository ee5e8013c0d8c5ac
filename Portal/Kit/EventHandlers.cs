using Microsoft.AspNetCore.Components;

namespace Portal.Kit;

/// <summary>Events of the browser that Blazor does not know by itself; it looks for them in a class of this name.</summary>
[EventHandler("onanimationend", typeof(EventArgs))]
public static class EventHandlers;
