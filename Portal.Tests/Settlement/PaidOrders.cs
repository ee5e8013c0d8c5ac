using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Orders that went through the workflow and whose events settlement has read.</summary>
internal sealed class PaidOrders(TestPortal portal)
{
    private long _product;
    private int _refunds;

    /// <summary>An order of lines with so many pieces each, at 10.00 a piece.</summary>
    public Task<long> PayAsync(params int[] pieces) => PayAsync(0, 0, pieces);

    /// <summary>The same with what is charged beside the lines.</summary>
    public async Task<long> PayAsync(long delivery, long fee, int[] pieces)
    {
        var seed = new OrderSeed(portal);
        if (_product == 0)
        {
            _product = await seed.AddProductAsync("MUG", 100_000);
        }

        var order = await seed.AddOrderAsync([.. pieces.Select(p => (_product, p))]);
        await portal.AdminScalarAsync<int>(
            $"""
            UPDATE orders.orders SET delivery_minor = {delivery}, fee_minor = {fee},
                total_minor = total_minor + {delivery + fee} WHERE id = {order};
            UPDATE orders.seller_parts SET delivery_minor = {delivery}, fee_minor = {fee},
                total_minor = total_minor + {delivery + fee} WHERE order_id = {order}
            """
        );
        await using (var scope = portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        await ReadEventsAsync();
        return order;
    }

    /// <summary>A refund over the whole order, which its sellers bear.</summary>
    public Task RefundAsync(long order, long minor) =>
        GrantedAsync(
            new GrantRefundCommand(
                new OrderId(order),
                $"refund-{++_refunds}",
                [],
                new Money(minor, Currency.Of("GBP")),
                RefundBearer.Seller,
                "Arrived broken"
            )
        );

    /// <summary>Grants a refund and has settlement read of it.</summary>
    public async Task<RefundId> GrantedAsync(GrantRefundCommand refund)
    {
        RefundId id;
        await using (var scope = portal.Scope())
        {
            id = (await scope.Get<GrantRefund>().HandleAsync(refund, default)).Value;
        }

        await ReadEventsAsync();
        return id;
    }

    public async Task<Result<int>> ReleaseAsync()
    {
        await using var scope = portal.Scope();
        return await scope.Get<ReleaseEscrow>().HandleAsync(default);
    }

    /// <summary>Where an account of the tenant stands, as people read it.</summary>
    public async Task<long> BalanceAsync(AccountKind kind)
    {
        var name = SnakeCase.Of(kind);
        return await portal.AdminScalarAsync<long>(
            $"""
            SELECT coalesce(sum(b.sign * b.minor), 0)::bigint FROM ledger.balances b
            JOIN ledger.accounts a ON a.id = b.account_id
            WHERE a.tenant_id = {portal.Tenant.Value} AND a.kind = '{name}'
            """
        );
    }

    /// <summary>Settlement reads what happened.</summary>
    public async Task ReadEventsAsync()
    {
        await using var scope = portal.PlatformScope();
        var consumer = scope
            .ServiceProvider.GetServices<IEventConsumer>()
            .Single(c => c.Name == "settlement");
        await Eventually.TrueAsync(
            async () =>
            {
                await scope.Get<EventReader>().RunOnceAsync(consumer, default);
                return await portal.AdminScalarAsync<bool>(InvariantChecker.SettlementIsDrained);
            },
            "settlement has read every event"
        );
    }
}
