using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Settlement.Payouts;

namespace Portal.Core.Settlement;

internal static class SettlementModule
{
    public static IServiceCollection AddSettlement(this IServiceCollection services) =>
        services
            .AddEventConsumer<SalesConsumer>()
            .AddSingleton<SettlementBooks>()
            .AddScoped<ReleaseEscrow>()
            .AddScoped<FreezeSales>()
            .AddScoped<MarkDelivered>()
            .AddScoped<SaveTerms>()
            .AddScoped<PublishCommissionRule>()
            .AddScoped<EndCommissionRule>()
            .AddScoped<CommissionQueries>()
            .AddScoped<SaleQueries>()
            .AddSingleton<PayoutBooks>()
            .AddScoped<PayoutCandidates>()
            .AddScoped<SubmitPayoutRun>()
            .AddScoped<ApprovePayoutRun>()
            .AddScoped<CancelPayoutRun>()
            .AddScoped<ConfirmPayouts>()
            .AddScoped<ReturnPayout>()
            .AddScoped<SavePayoutAccount>()
            .AddScoped<KeepBack>()
            .AddScoped<PayoutQueries>()
            .AddScoped<PayoutFiles>();
}
