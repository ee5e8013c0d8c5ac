using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Contracts;
using Portal.Core.Settlement.Debts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Settlement.Rules;

namespace Portal.Core.Settlement;

internal static class SettlementModule
{
    public static IServiceCollection AddSettlement(
        this IServiceCollection services,
        IConfiguration configuration
    ) =>
        services
            .AddEventConsumer<SalesConsumer>()
            .AddSingleton<SettlementBooks>()
            .AddScoped<ReleaseEscrow>()
            .AddScoped<FreezeSales>()
            .AddScoped<DisputedSales>()
            .AddScoped<MarkDelivered>()
            .AddScoped<SaveTerms>()
            .AddScoped<SaveCategoryTerms>()
            .AddScoped<RemoveCategoryTerms>()
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
            .AddScoped<BookPaidPayouts>()
            .AddScoped<BookReturnedPayout>()
            .AddScoped<ConfirmPayouts>()
            .AddScoped<ReturnPayout>()
            .AddScoped<SavePayoutAccount>()
            .AddScoped<KeepBack>()
            .AddScoped<PayoutQueries>()
            .AddScoped<PayoutFiles>()
            .AddScoped<PayoutStatements>()
            .AddReserves()
            .AddConnect(configuration)
            .AddDebts()
            .AddReconciliation();

    private static IServiceCollection AddReserves(this IServiceCollection services) =>
        services.AddScoped<ReserveBooks>().AddScoped<SettleReserves>().AddScoped<ReserveQueries>();

    private static IServiceCollection AddDebts(this IServiceCollection services) =>
        services
            .AddScoped<DebtBooks>()
            .AddScoped<RecordRepayment>()
            .AddScoped<RequestWriteOff>()
            .AddScoped<ApproveWriteOff>()
            .AddScoped<RefuseWriteOff>()
            .AddScoped<OpenDebts>()
            .AddScoped<DebtQueries>();

    private static IServiceCollection AddReconciliation(this IServiceCollection services) =>
        services
            .AddScoped<ReconciliationBooks>()
            .AddScoped<GatewayMatches>()
            .AddScoped<BankMatches>()
            .AddScoped<ImportStatement>()
            .AddScoped<MatchStatements>()
            .AddScoped<ResolveDifference>()
            .AddScoped<HandMatches>()
            .AddScoped<MatchDifference>()
            .AddScoped<BookDifference>()
            .AddScoped<IgnoreDifference>()
            .AddScoped<UndoResolution>()
            .AddScoped<TargetLinks>()
            .AddScoped<Proposals>()
            .AddScoped<DifferenceQueries>()
            .AddScoped<ReconciliationQueries>();
}
