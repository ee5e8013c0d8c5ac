using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments;

internal static class PaymentsModule
{
    public static IServiceCollection AddPayments(this IServiceCollection services) =>
        services.AddScoped<PaymentReader>();
}
