using Portal.Areas.Finance.Chargebacks;
using Portal.Areas.Finance.Debts;
using Portal.Areas.Finance.Ledger;
using Portal.Shell;

namespace Portal.Areas.Finance;

public static class FinanceModule
{
    public static IServiceCollection AddFinancePages(this IServiceCollection services) =>
        services
            .AddScoped<IPaletteSource, LedgerPaletteSource>()
            .AddScoped<IBellSource, ChargebackBellSource>()
            .AddScoped<IBellSource, DebtBellSource>();
}
