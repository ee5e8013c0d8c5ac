using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Gateways;

internal static class GatewaysModule
{
    public static IServiceCollection AddPaymentGateways(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<GatewayOptions>()
            .Bind(configuration.GetSection("Gateway"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsCheck>();
        return services
            .AddSingleton(Choose)
            .AddSingleton(p => new PaymentGateways(
                p.GetRequiredService<IPaymentGateway>(),
                p.GetKeyedServices<IPaymentGateway>(KeyedService.AnyKey)
            ));
    }

    private static IPaymentGateway Choose(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        if (!string.IsNullOrEmpty(options.Usual))
        {
            return services.GetKeyedService<IPaymentGateway>(options.Usual)
                ?? throw new InvalidOperationException(
                    $"Gateway:Usual names {options.Usual}, which is not configured."
                );
        }

        return options.Url is null
            ? new InProcessGateway(new ApprovalPolicy(options.Approve))
            : new SimulatedGatewayClient(Client(options));
    }

    private static HttpClient Client(GatewayOptions options) =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            BaseAddress = new Uri(options.Url!.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = options.Timeout,
        };

    private sealed class GatewayOptionsCheck : IValidateOptions<GatewayOptions>
    {
        public ValidateOptionsResult Validate(string? name, GatewayOptions options)
        {
            var mistakes = options.Mistakes().ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
