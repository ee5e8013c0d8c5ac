using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

internal static class WalletsModule
{
    public static IServiceCollection AddWallets(this IServiceCollection services) =>
        services
            .AddScoped<OpenWallets>()
            .AddScoped<WalletBooks>()
            .AddScoped<WalletRefunds>()
            .AddScoped<PayFromWallet>()
            .AddKeyedSingleton<IPaymentGateway, WalletGateway>(WalletGateway.GatewayName)
            .AddScoped<TopUpWallet>()
            .AddScoped<ChargeTopUps>()
            .AddScoped<RecordTopUpAnswer>()
            .AddScoped<AdjustWallet>()
            .AddScoped<CloseWallet>()
            .AddScoped<SaveWalletLimits>()
            .AddScoped<WalletLimitQueries>()
            .AddScoped<WalletQueries>()
            .AddScoped<WalletStatements>();
}
