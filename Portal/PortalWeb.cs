using Microsoft.Extensions.Configuration.Memory;
using Portal.Api;
using Portal.Areas.Account;
using Portal.Areas.Admin.Jobs;
using Portal.Areas.Finance;
using Portal.Areas.Finance.Chargebacks;
using Portal.Areas.Finance.Debts;
using Portal.Areas.Finance.Ledger;
using Portal.Areas.Finance.Payouts;
using Portal.Areas.Finance.Reconciliation;
using Portal.Areas.Finance.Settlement;
using Portal.Areas.Finance.Wallets;
using Portal.Areas.Seller.Dashboard;
using Portal.Areas.Seller.Imports;
using Portal.Areas.Seller.Orders;
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
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        // Beneath every other source, so that an operator can ask for more. Requests are in the traces.
        builder.Configuration.Sources.Insert(
            0,
            new MemoryConfigurationSource
            {
                InitialData =
                [
                    new("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
                    new("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Warning"),
                    new("Logging:LogLevel:System.Net.Http", "Warning"),
                    new("Logging:LogLevel:Portal.Edge.BearerTokens", "Warning"),
                ],
            }
        );

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
        services.AddFinancePages();
        services.AddScoped<ImportSteering>().AddScoped<IBellSource, ImportBellSource>();
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
        app.UseIdempotencyKeys();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapShell();
        app.MapAccount();
        app.MapPortalApi();
        app.MapWebhooks();
        app.MapDashboardExports();
        app.MapLedgerExports();
        app.MapPayoutExports();
        app.MapDebtExports();
        app.MapChargebackExports();
        app.MapStatementUploads();
        app.MapWalletExports();
        app.MapLabExports();
        app.MapOrderExports();
        app.MapProducts();
        app.MapImports();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
                options.ConfigureWebSocketAcceptContext = CompressEachMessage
            );
    }

    /// <summary>
    /// Messages are compressed one by one. A compressor that remembers the messages before it is kept
    /// for as long as its circuit, a quarter of a megabyte each, and saves little.
    /// </summary>
    private static Task CompressEachMessage(HttpContext context, WebSocketAcceptContext socket)
    {
        socket.DangerousEnableCompression = true;
        socket.DisableServerContextTakeover = true;
        return Task.CompletedTask;
    }
}
