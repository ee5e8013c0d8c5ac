using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Rules;

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
            .AddScoped<KnownRuleParts>()
            .AddScoped<SetShopLevel>()
            .AddScoped<ShopLevelQueries>()
            .AddScoped<StartDraft>()
            .AddScoped<SaveDraft>()
            .AddScoped<DiscardDraft>()
            .AddScoped<PublishSet>()
            .AddScoped<TakeBackSet>()
            .AddScoped<CommissionSetQueries>()
            .AddScoped<CommissionLab>()
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
            .AddScoped<PayoutFiles>()
            .AddScoped<PayoutStatement>();
}
