using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks.Disputes;

namespace Portal.Core.Chargebacks;

internal static class ChargebacksModule
{
    public static IServiceCollection AddChargebacks(this IServiceCollection services) =>
        services
            .AddSingleton<ChargebackBooks>()
            .AddScoped<ChargebackOpening>()
            .AddScoped<ChargebackEnding>()
            .AddScoped<RecordChargeback>()
            .AddScoped<WinChargeback>()
            .AddScoped<LoseChargeback>()
            .AddScoped<EvidencePack>()
            .AddScoped<SubmitEvidence>()
            .AddScoped<EvidenceDocuments>()
            .AddScoped<ChargebackQueries>()
            .AddScoped<ChargebackNews>()
            .AddDisputes();
}
