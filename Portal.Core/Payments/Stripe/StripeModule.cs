using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Stripe;

internal static class StripeModule
{
    public static IServiceCollection AddStripe(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var section = configuration.GetSection("Stripe");
        services.AddOptions<StripeOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StripeOptions>, StripeOptionsCheck>();
        services.AddSingleton(p => p.GetRequiredService<IOptions<StripeOptions>>().Value);
        if (section.Get<StripeOptions>() is { IsConfigured: true })
        {
            services.AddKeyedSingleton<IPaymentGateway>(
                StripeGateway.GatewayName,
                (p, _) => new StripeGateway(p.GetRequiredService<StripeOptions>())
            );
            services.AddSingleton<ITransferGateway>(p => new StripeTransfers(
                p.GetRequiredService<StripeOptions>()
            ));
            services.AddSingleton<IDisputeGateway>(p => new StripeDisputes(
                p.GetRequiredService<StripeOptions>()
            ));
        }

        return services;
    }

    private sealed class StripeOptionsCheck : IValidateOptions<StripeOptions>
    {
        public ValidateOptionsResult Validate(string? name, StripeOptions options)
        {
            var mistakes = options.Mistakes().ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
