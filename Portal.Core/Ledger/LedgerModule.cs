using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Ledger.Holds;
using Portal.Core.Ledger.Rates;
using Portal.Core.Ledger.Seals;

namespace Portal.Core.Ledger;

internal static class LedgerModule
{
    public static IServiceCollection AddLedger(
        this IServiceCollection services,
        IConfiguration configuration
    ) =>
        services
            .AddSingleton<OpenAccounts>()
            .AddSingleton<PostEntries>()
            .AddScoped<BookReversal>()
            .AddSingleton<PlaceMoneyHolds>()
            .AddSingleton<EndMoneyHolds>()
            .AddSingleton<CloseAccounts>()
            .AddScoped<AccountHistory>()
            .AddScoped<AccountsBelowZero>()
            .AddScoped<ReverseEntry>()
            .AddScoped<ExpireMoneyHolds>()
            .AddScoped<SealLedger>()
            .AddScoped<VerifyLedger>()
            .AddScoped<RequestVerification>()
            .AddScoped<LedgerQueries>()
            .AddScoped<EntryQueries>()
            .AddScoped<BookedEntries>()
            .AddScoped<MoneyHoldQueries>()
            .AddScoped<SealQueries>()
            .AddScoped<LedgerOverviewQueries>()
            .AddExchangeRates(configuration);
}
