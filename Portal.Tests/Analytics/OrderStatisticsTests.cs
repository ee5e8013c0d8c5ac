using Portal.Core.Analytics;
using Portal.Core.Identity;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Analytics;

public sealed class OrderStatisticsTests : FiguresTests
{
    [Fact]
    public async Task Read_AgreesWithTheOrdersStatusByStatus()
    {
        var now = Portal.Clock.GetUtcNow();
        await CompleteAsync(now.AddMinutes(-5), 1_050);
        await CompleteAsync(now.AddDays(-40), 2_000);
        await CompleteAsync(now.AddDays(-2), 700, currency: "EUR");
        await FailAsync(now.AddMinutes(-5), 500, "out_of_stock");
        await FailAsync(now.AddDays(-3), 500, "payment_declined");
        await new OrderBuilder(Portal).SaveAsync();
        await DrainAsync();

        var statistics = (await ReadAsync()).Value;

        Assert.Equal(new StatusCounts(1, 0, 3, 2, 0, 0), statistics.ByStatus);
        Assert.Equal(6, statistics.ByStatus.Total);
        Assert.Equal(3_050, statistics.Revenue.Minor);
        Assert.Equal(
            (3L, 1L, 1L, 1_050L),
            (
                statistics.Today.Placed,
                statistics.Today.Completed,
                statistics.Today.Failed,
                statistics.Today.Revenue.Minor
            )
        );
    }

    [Fact]
    public async Task Read_OfAWhollyRefundedOrder_CountsItAsRefundedOnly()
    {
        var order = await CompleteAsync(Portal.Clock.GetUtcNow().AddDays(-1), 900);
        await RefundAsync(order, 900, Portal.Clock.GetUtcNow());
        await Portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET status = 'refunded' WHERE id = {order}"
        );
        await DrainAsync();

        var statistics = (await ReadAsync()).Value;

        Assert.Equal(new StatusCounts(0, 0, 0, 0, 0, 1), statistics.ByStatus);
        Assert.Equal(900, statistics.Revenue.Minor);
    }

    [Fact]
    public async Task Read_LeavesOutOtherTenantsAndOtherShops()
    {
        var (south, shop) = await Portal.AddTenantAsync("south");
        await new OrderBuilder(Portal).Of(south, shop).SaveAsync();
        await new OrderBuilder(Portal).SaveAsync();
        var second = await Portal.AddSellerAsync("second");
        var seller = await Portal.AddPersonAsync(
            "second@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            second
        );

        Assert.Equal(1, (await ReadAsync()).Value.ByStatus.Total);
        await using var scope = Portal.ScopeOf(seller, Portal.Tenant);
        var own = await scope.Get<OrderStatisticsQueries>().ReadAsync(default);
        Assert.Equal(0, own.Value.Value.ByStatus.Total);
    }

    private async Task<Fresh<OrderStatistics>> ReadAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<OrderStatisticsQueries>().ReadAsync(default)).Value;
    }
}
