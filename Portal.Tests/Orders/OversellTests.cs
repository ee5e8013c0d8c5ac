using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Gateways;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>More buyers than pieces, every payment approved.</summary>
public sealed class OversellTests : PortalTests
{
    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(new InProcessGateway(new ApprovalPolicy(Approve: 1)))
            .Configure<WorkflowOptions>(o => o.BatchSize = 60);

    [Fact]
    public async Task PumpPending_ThousandBuyersOfAHundredPieces_SellExactlyAHundred()
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("RARE", 100);
        await seed.AddOrdersAsync(1000, _ => [(product, 1)]);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => DrainAsync()));

        Assert.Equal(100, await CountAsync("status = 'completed'"));
        Assert.Equal(900, await CountAsync("failure_code = 'out_of_stock'"));
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<int>("SELECT on_hand FROM inventory.stock_items")
        );
    }

    private async Task DrainAsync()
    {
        PumpedBatch batch;
        do
        {
            await using var scope = Portal.PlatformScope();
            batch = await scope.Get<OrderPump>().PumpPendingAsync(default);
        } while (batch.Claimed > 0);
    }

    private Task<long> CountAsync(string where) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM orders.orders WHERE {where}");
}
