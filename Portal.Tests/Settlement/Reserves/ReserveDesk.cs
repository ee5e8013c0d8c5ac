using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Reserves;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Reserves;

/// <summary>A shop that earns, and the job that settles its reserve.</summary>
internal sealed class ReserveDesk(TestPortal portal, PaidOrders orders)
{
    private static readonly TimeSpan Held = TimeSpan.FromDays(20);

    /// <summary>An order of so many pieces at 10.00 that is paid and whose dispute window is over.</summary>
    public async Task<long> EarnAsync(params int[] pieces)
    {
        var order = await orders.PayAsync(pieces);
        portal.Clock.Advance(Held);
        await orders.ReleaseAsync();
        return order;
    }

    public async Task<Result<int>> SettleAsync()
    {
        await using var scope = portal.Scope();
        return await scope.Get<SettleReserves>().HandleAsync(default);
    }

    /// <summary>What the shop may be paid, and what is kept.</summary>
    public async Task<(long Balance, long Reserve)> StandsAsync() =>
        (
            await orders.BalanceAsync(AccountKind.SellerPayable),
            await orders.BalanceAsync(AccountKind.Reserve)
        );
}
