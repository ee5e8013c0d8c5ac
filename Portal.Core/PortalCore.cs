using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Core.Analytics;
using Portal.Core.Audit;
using Portal.Core.Catalog;
using Portal.Core.Chargebacks;
using Portal.Core.Data;
using Portal.Core.Events;
using Portal.Core.Identity;
using Portal.Core.Imports;
using Portal.Core.Jobs;
using Portal.Core.Ledger;
using Portal.Core.Notifications;
using Portal.Core.Orders;
using Portal.Core.Payments;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Core.Tenancy;
using Portal.Core.Wallets;

namespace Portal.Core;

public static class PortalCore
{
    /// <summary>Everything the web and the worker share: one line per module, in the order of who may name whom.</summary>
    public static IServiceCollection AddPortalCore(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddData(configuration)
            .AddTenancy()
            .AddIdentityModule(configuration)
            .AddEvents()
            .AddAudit()
            .AddJobs()
            .AddCatalog()
            .AddLedger(configuration)
            .AddPayments(configuration)
            .AddOrders(configuration)
            .AddWallets()
            .AddReturns()
            .AddSettlement(configuration)
            .AddImports(configuration)
            .AddNotifications(configuration)
            .AddChargebacks()
            .AddAnalytics();
    }
}
