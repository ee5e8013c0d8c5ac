using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Returns;

internal static class ReturnsModule
{
    public static IServiceCollection AddReturns(this IServiceCollection services) =>
        services.AddScoped<GrantRefund>().AddScoped<RefundQueries>();
}
