using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Cash;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Core.Payments.Refunds;
using Portal.Core.Payments.Stripe;
using Portal.Core.Payments.Webhooks;

namespace Portal.Core.Payments;

internal static class PaymentsModule
{
    public static IServiceCollection AddPayments(
        this IServiceCollection services,
        IConfiguration configuration
    ) =>
        services
            .AddScoped<PaymentReader>()
            .AddScoped<BookCaptures>()
            .AddPaymentGateways(configuration)
            .AddStripe(configuration)
            .AddKeyedSingleton<IPaymentGateway, CashGateway>(CashReceiptsSql.Gateway)
            .AddWebhooks()
            .AddRefunds(configuration);
}
