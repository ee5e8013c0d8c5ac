using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.CashOnDelivery;
using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;

namespace Portal.Core.Orders;

internal static class OrdersModule
{
    public static IServiceCollection AddOrders(
        this IServiceCollection services,
        IConfiguration configuration
    ) =>
        services
            .AddScoped<OrderQueries>()
            .AddScoped<OrderRefunds>()
            .AddScoped<WorkflowQueries>()
            .AddScoped<RecordCash>()
            .AddScoped<CashOrderQueries>()
            .AddOrderWorkflow(configuration)
            .AddCheckout(configuration);
}
