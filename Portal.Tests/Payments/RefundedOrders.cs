using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Returns;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments;

/// <summary>Orders of 10.00 that a gateway has captured, however it misbehaved, and refunds granted of them.</summary>
internal static class RefundedOrders
{
    public static async Task<IReadOnlyList<long>> PayOrdersAsync(this TestPortal portal, int count)
    {
        var seed = new OrderSeed(portal);
        var product = await seed.AddProductAsync("MUG", count);
        var orders = await seed.AddOrdersAsync(count, _ => [(product, 1)]);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var scope = portal.PlatformScope();
                var pump = scope.Get<OrderPump>();
                await pump.PumpPendingAsync(default);
                await pump.PumpOverdueAsync(default);
                return await portal.AdminScalarAsync<long>(
                        "SELECT count(*) FROM orders.orders WHERE status = 'completed'"
                    ) == count;
            },
            "every order is paid",
            TimeSpan.FromMinutes(2)
        );
        return orders;
    }

    /// <summary>A refund of the order's one line.</summary>
    public static async Task GrantRefundAsync(this TestPortal portal, long order, long minor)
    {
        await using var scope = portal.Scope();
        var granted = await scope
            .Get<GrantRefund>()
            .HandleAsync(
                new GrantRefundCommand(
                    new OrderId(order),
                    $"{order}-{minor}",
                    [new AskedLine(1, new Money(minor, Currency.Of("GBP")))],
                    null,
                    RefundBearer.Seller,
                    "Arrived broken"
                ),
                default
            );
        Assert.False(granted.Failed);
    }

    public static Task<long> CountRefundsAsync(this TestPortal portal, string where) =>
        portal.AdminScalarAsync<long>($"SELECT count(*) FROM payments.refunds WHERE {where}");
}
