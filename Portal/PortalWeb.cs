using Portal.Core;
using Portal.Edge;
using Portal.Kit;
using Portal.Live;
using Portal.Shell;
using Radzen;

namespace Portal;

/// <summary>The web process: what it registers and the order a request passes through.</summary>
public static class PortalWeb
{
    public static void AddPortalWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddRadzenComponents();
        services.AddPortalCore(builder.Configuration);

        services.AddProblems();
        services.AddKit();
        services.AddShell();
        services.AddLive();
    }

    public static void UsePortalWeb(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseSecurityHeaders();
        app.UseCircuitOriginCheck();
        app.UseAntiforgery();

        app.MapStaticAssets();
        app.MapShell();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
