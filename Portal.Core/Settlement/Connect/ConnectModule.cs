using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Settlement.Connect;

internal static class ConnectModule
{
    public static IServiceCollection AddConnect(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<TransferOptions>()
            .Bind(configuration.GetSection("Transfers"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TransferOptions>, TransferOptionsCheck>();
        return services
            .AddSingleton(p => p.GetRequiredService<IOptions<TransferOptions>>().Value)
            .AddScoped<ClaimTransfers>()
            .AddScoped<RecordTransfers>()
            .AddScoped<SendTransfers>()
            .AddScoped<CheckSentTransfers>()
            .AddScoped<RetryTransfer>()
            .AddScoped<OpenConnectedAccount>()
            .AddScoped<AskConnectedAccount>()
            .AddScoped<AskToldAccounts>();
    }

    private sealed class TransferOptionsCheck(IEnumerable<ITransferGateway> gateways)
        : IValidateOptions<TransferOptions>
    {
        public ValidateOptionsResult Validate(string? name, TransferOptions options)
        {
            var timeout = gateways.FirstOrDefault()?.Timeout ?? TimeSpan.Zero;
            var mistakes = options.Mistakes(timeout).ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
