using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

public sealed class OrderStatisticsTests : PortalTests
{
    [Fact]
    public async Task Read_CountsByStatusAndByTheTenantsDay()
    {
        await new OrderBuilder(Portal).SaveAsync();
        await new OrderBuilder(Portal).Failed(OrderFailures.OutOfStock).SaveAsync();
        await new OrderBuilder(Portal).PlacedAt(Portal.Clock.GetUtcNow().AddDays(-2)).SaveAsync();

        var statistics = await ReadAsync();

        Assert.Equal(3, statistics.Total);
        Assert.Equal(2, statistics.ByStatus[OrderStatus.Pending]);
        Assert.Equal(1, statistics.ByStatus[OrderStatus.Failed]);
        Assert.Equal(0, statistics.ByStatus[OrderStatus.Completed]);
        Assert.Equal(
            (2, 0, 1),
            (statistics.Today.Placed, statistics.Today.Completed, statistics.Today.Failed)
        );
        Assert.Equal(Money.Zero(Currency.Of("GBP")), statistics.Revenue);
    }

    [Fact]
    public async Task Read_LeavesOutOtherTenants()
    {
        var (south, shop) = await Portal.AddTenantAsync("south");
        await new OrderBuilder(Portal).Of(south, shop).SaveAsync();

        Assert.Equal(0, (await ReadAsync()).Total);
    }

    private async Task<OrderStatistics> ReadAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<OrderStatisticsQueries>().ReadAsync(default)).Value;
    }
}
