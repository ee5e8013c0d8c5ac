using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Chargebacks.Disputes;

internal static class DisputesModule
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) =>
        services
            .AddScoped<ClaimDisputes>()
            .AddScoped<OpenDisputedChargeback>()
            .AddScoped<FollowDisputes>()
            .AddScoped<SweepDisputes>()
            .AddScoped<AskDispute>()
            .AddScoped<SetDisputeAside>()
            .AddScoped<SendEvidence>()
            .AddScoped<RetryEvidence>()
            .AddScoped<DisputeQueries>();
}
