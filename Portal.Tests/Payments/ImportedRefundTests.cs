using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Imports;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Tests.Imports;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Payments;

/// <summary>What cancellations told by a file set in motion.</summary>
public sealed class ImportedRefundTests : PortalTests
{
    private const string Header =
        "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n";

    private readonly HookedGateway _gateway = new();

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    [Fact]
    public async Task OfAnOrderPaidHere_IsSentToItsBuyer_AndOfHistoryIsNot()
    {
        await new OrderSeed(Portal).AddProductAsync("A", 10);
        await Portal.ImportAsync(Header + "1,2025-01-02,ann,A,5,1.50,GBP\n", new ImportOptions());
        await Portal.ImportAsync(Header + "2,2025-01-03,bob,A,5,1.50,GBP\n");
        await using (var scope = Portal.PlatformScope())
        {
            await scope.Get<OrderPump>().PumpPendingAsync(default);
        }

        await Portal.ImportAsync(
            Header + "C1,2025-01-05,ann,A,-2,1.50,GBP\nC2,2025-01-05,bob,A,-1,1.50,GBP\n"
        );
        await using (var scope = Portal.Scope())
        {
            Assert.Equal(
                new RefundRound(1, 1, 0, 0),
                (await scope.Get<SendRefunds>().HandleAsync(default)).Value
            );
        }

        Assert.Equal(2, await Portal.AdminScalarAsync<long>("SELECT count(*) FROM orders.refunds"));
        Assert.Single(_gateway.Refunded);
        Assert.Equal(
            300,
            await Portal.AdminScalarAsync<long>(
                "SELECT sum(amount_minor)::bigint FROM payments.refunds"
            )
        );
        await new PaidOrders(Portal).ReadEventsAsync();
    }
}
