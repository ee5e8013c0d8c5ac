using Portal.Api;
using Portal.Areas.Account;
using Portal.Areas.Admin.Jobs;
using Portal.Areas.Seller.Dashboard;
using Portal.Areas.Seller.Imports;
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
        services.AddRadzenComponents();
        services.AddPortalCore(builder.Configuration);
        services.AddPortalTelemetry(builder.Configuration, "portal-web");

        services.AddProblems();
        services.AddPortalAuthentication();
        services.AddAccountPages();
        services.AddPortalApi(builder.Configuration);
        services.AddKit();
        services.AddShell();
        services.AddLive();
        services.AddJobPages();
        services.AddScoped<ImportSteering>();
    }

    public static void UsePortalWeb(this WebApplication app)
    {
        app.UseProblems();
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseCircuitOriginCheck();
        app.UseAuthentication();
        app.UseCaller();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapShell();
        app.MapAccount();
        app.MapPortalApi();
        app.MapDashboardExports();
        app.MapProducts();
        app.MapImports();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
