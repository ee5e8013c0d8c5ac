using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Returns.Contracts;

namespace Portal.Core.Returns;

internal static class ReturnsModule
{
    public static IServiceCollection AddReturns(this IServiceCollection services) =>
        services.AddScoped<GrantRefund>().AddScoped<ChargebackRefunds>().AddScoped<RefundQueries>();
}
