using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Core.Ledger.Rates;

internal static class RatesModule
{
    /// <summary>A source that takes longer is tried again by the next run.</summary>
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public static IServiceCollection AddExchangeRates(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<RateOptions>()
            .Bind(configuration.GetSection("Rates"))
            .ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RateOptions>, RateOptionsCheck>()
            .AddSingleton(p => p.GetRequiredService<IOptions<RateOptions>>().Value)
            .AddScoped<TakeRates>()
            .AddScoped(p => ActivatorUtilities.CreateInstance<RefreshRates>(p, Http))
            .AddScoped<RequestRateRefresh>()
            .AddScoped<RateQueries>()
            .AddScoped<ExchangeMoney>();
    }

    private sealed class RateOptionsCheck : IValidateOptions<RateOptions>
    {
        public ValidateOptionsResult Validate(string? name, RateOptions options)
        {
            var mistakes = options.Mistakes().ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
