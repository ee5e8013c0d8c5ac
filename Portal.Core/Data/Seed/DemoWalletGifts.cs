using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Returns;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>What the demo's finance gave into wallets: refunds of other orders, and something for the trouble. Does nothing where it did.</summary>
internal sealed class DemoWalletGifts(
    PortalConnections connections,
    GrantRefund grant,
    AdjustWallet adjust
) : IDemoStep
{
    private const int Refunds = 4;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        var found = await connections.ReadAsync(
            DemoWalletsSql.ToRefund,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(Refunds)],
            r =>
                (
                    Wallet: new WalletId(r.GetInt64(0)),
                    Order: new OrderId(r.GetInt64(1)),
                    Amount: new Money(r.GetInt64(2), Currency.Of(r.GetString(3))),
                    Line: r.GetInt32(4)
                ),
            ct
        );
        foreach (var (wallet, order, amount, line) in found)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"demo-wallet-{order.Value}");
            var granted = await grant.HandleAsync(
                new GrantRefundCommand(
                    order,
                    key,
                    [new AskedLine(line, amount)],
                    null,
                    RefundBearer.Seller,
                    "Sent back unopened",
                    RefundDestination.Wallet
                ),
                ct
            );
            var credited = await adjust.HandleAsync(
                new AdjustWalletCommand(
                    wallet,
                    key,
                    WalletDirection.Credit,
                    amount with
                    {
                        Minor = 500,
                    },
                    "Goodwill for the late parcel"
                ),
                ct
            );
            if (granted.Failed || credited.Failed)
            {
                var refused = granted.Failed ? granted.Error : credited.Error;
                throw new InvalidOperationException(
                    $"The demo's wallets cannot be given to: {refused.Message}"
                );
            }
        }
    }
}
