using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Refunds;

internal static class RefundsModule
{
    public static IServiceCollection AddRefunds(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<RefundOptions>()
            .Bind(configuration.GetSection("Refunds"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RefundOptions>, RefundOptionsCheck>();
        return services
            .AddSingleton(p => p.GetRequiredService<IOptions<RefundOptions>>().Value)
            .AddScoped<ClaimRefunds>()
            .AddSingleton<BookSentRefund>()
            .AddScoped<RecordRefundAnswer>()
            .AddScoped<SendRefunds>()
            .AddScoped<CheckSentRefunds>()
            .AddScoped<RecordReturnedRefund>()
            .AddScoped<RetryRefund>()
            .AddScoped<RecordRefundByHand>();
    }

    private sealed class RefundOptionsCheck(PaymentGateways gateways)
        : IValidateOptions<RefundOptions>
    {
        public ValidateOptionsResult Validate(string? name, RefundOptions options)
        {
            var mistakes = options.Mistakes(gateways.Timeout).ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
