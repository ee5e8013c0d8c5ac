using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Orders;

internal static class OrdersModule
{
    public static IServiceCollection AddOrders(this IServiceCollection services) =>
        services.AddScoped<OrderQueries>().AddScoped<WorkflowQueries>();
}
