using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Rendering;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace Portal.Shell;

/// <summary>
/// Draws the page of a route for those whom it lets in. Unlike <c>AuthorizeRouteView</c> it leaves the page that is shown
/// standing until the database has answered for the next one, and asks nothing when only the address of the same page
/// changed: its rights are asked again by every act anyway.
/// </summary>
public sealed class GuardedRouteView(
    IAuthorizationService authorization,
    IAuthorizationPolicyProvider policies
) : ComponentBase
{
    private RouteData? _shown;
    private Task<AuthenticationState>? _shownTo;
    private bool _isLetIn;

    [Parameter, EditorRequired]
    public required RouteData Route { get; set; }

    [Parameter, EditorRequired]
    public required Type DefaultLayout { get; set; }

    /// <summary>In place of a page that does not let the visitor in.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment NotAuthorized { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Visitor { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var (route, visitor) = (Route, Visitor);
        if (route.PageType != _shown?.PageType || visitor != _shownTo)
        {
            var isLetIn = await IsLetInAsync(route, visitor);
            if (route != Route || visitor != Visitor)
            {
                // Went on meanwhile; the answer for where they are now comes later.
                return;
            }

            (_shownTo, _isLetIn) = (visitor, isLetIn);
        }

        _shown = route;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (_shown is null)
        {
            return;
        }

        if (_isLetIn)
        {
            builder.OpenComponent<RouteView>(0);
            builder.AddComponentParameter(1, nameof(RouteView.RouteData), _shown);
            builder.AddComponentParameter(2, nameof(RouteView.DefaultLayout), DefaultLayout);
            builder.CloseComponent();
        }
        else
        {
            builder.OpenComponent<LayoutView>(3);
            builder.AddComponentParameter(4, nameof(LayoutView.Layout), DefaultLayout);
            builder.AddComponentParameter(5, nameof(LayoutView.ChildContent), NotAuthorized);
            builder.CloseComponent();
        }
    }

    private async Task<bool> IsLetInAsync(RouteData route, Task<AuthenticationState> visitor)
    {
        var marks = route.PageType.GetCustomAttributes(inherit: true);
        if (marks.OfType<IAllowAnonymous>().Any())
        {
            return true;
        }

        var policy = await AuthorizationPolicy.CombineAsync(
            policies,
            marks.OfType<IAuthorizeData>()
        );
        return policy is null
            || (await authorization.AuthorizeAsync((await visitor).User, route, policy)).Succeeded;
    }
}
