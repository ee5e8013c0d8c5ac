using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Payments.Webhooks;

internal static class WebhooksModule
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services) =>
        services
            .AddMetrics()
            .AddScoped<ReceiveStripeEvent>()
            .AddScoped<WorkWebhookAgain>()
            .AddScoped<WebhookQueries>()
            .AddScoped<RemoveOldWebhooks>();
}
