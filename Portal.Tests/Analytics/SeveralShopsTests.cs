using Microsoft.Extensions.DependencyInjection;
using Portal.Areas.Seller.Dashboard;
using Portal.Core.Analytics;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Analytics;

/// <summary>A person of two shops sees an order of both as one order, with both shops' share.</summary>
public sealed class SeveralShopsTests : FiguresTests
{
    private static readonly DateRange Days = new(new(2026, 3, 20), new(2026, 3, 22));

    private SellerId _second;

    [Fact]
    public async Task Figures_OfAnOrderOfBothShops_CountItOnce()
    {
        await using var scope = await SoldAsync();

        var total = (await scope.Get<FigureQueries>().RangeAsync(Days, default)).Value.Value.Total;
        var failures = (await scope.Get<FigureQueries>().FailuresAsync(Days, default)).Value;

        Assert.Equal((1_600, 3), (total.Revenue.Minor, total.PaidOrders));
        Assert.Equal((3, 1, 2), (total.Completed, total.Failed, total.Customers));
        Assert.Equal((90, 1), (total.RefundAmount.Minor, total.Refunds));
        var cause = Assert.Single(failures);
        Assert.Equal(
            (OrderFailures.OutOfStock, 1, 700),
            (cause.Code, cause.Orders, cause.Lost.Minor)
        );
    }

    [Fact]
    public async Task Tiles_AreTheSumsOfTheRowsTheyOpen()
    {
        await using var scope = await SoldAsync();

        var view = (await scope.Get<DashboardQueries>().ReadAsync(Days, null, default)).Value;
        var (total, currency) = (view.Now.Value.Total, view.Now.Value.Currency);
        var paid = await OpenedRows.ReadAsync(DashboardLinks.Paid(Days, currency), scope);
        var ended = await OpenedRows.ReadAsync(DashboardLinks.AllEnded(Days, currency), scope);
        var failed = await OpenedRows.ReadAsync(DashboardLinks.Failed(Days, currency), scope);
        var refunded = await OpenedRows.ReadAsync(DashboardLinks.Refunded(Days, currency), scope);

        Assert.Equal(
            (paid.Count, paid.Sum(o => o.Total.Minor)),
            (total.PaidOrders, total.Revenue.Minor)
        );
        Assert.Equal(ended.Count, total.Orders);
        Assert.Equal(failed.Count, total.Failed);
        Assert.Equal(refunded.Sum(o => o.Refunded.Minor), total.RefundAmount.Minor);
        Assert.NotEmpty(view.Customers);
        foreach (var customer in view.Customers)
        {
            var rows = await OpenedRows.ReadAsync(
                DashboardLinks.OfCustomer(Days, currency, customer.CustomerId),
                scope
            );
            Assert.Equal(
                (rows.Count, rows.Sum(o => o.Total.Minor)),
                (customer.Orders, customer.Spent.Minor)
            );
        }
    }

    [Fact]
    public async Task PartOfAPeriod_CountsTheOrderOnce()
    {
        await using var scope = await SoldAsync();
        var day = new DateRange(Days.First, Days.First);

        var until = (
            await scope.Get<FigureQueries>().RangeUntilAsync(day, TimeSpan.FromHours(12), default)
        ).Value;

        Assert.Equal((2, 2, 1), (until.PaidOrders, until.Completed, until.Failed));
        Assert.Equal((90, 1), (until.RefundAmount.Minor, until.Refunds));
    }

    [Fact]
    public async Task Boards_HoldACustomerOfBothShopsOnce()
    {
        await using var scope = await SoldAsync();
        var boards = scope.Get<LeaderboardQueries>();

        var page = (await boards.CustomersAsync(0, 10, default)).Value.Value;
        var place = (await boards.CustomerPlaceAsync(page[0].CustomerId, default)).Value.Value;

        Assert.Equal(
            [("Ann", 1_300L, 2L), ("Ben", 300L, 1L)],
            page.Select(c => (c.Name, c.Spent.Minor, c.Orders))
        );
        Assert.Equal((1, 2), (place.Customer.Rank, place.BoardSize));
    }

    [Fact]
    public async Task Statistics_CountTheOrderOnce()
    {
        await using var scope = await SoldAsync();

        var statistics = (await scope.Get<OrderStatisticsQueries>().ReadAsync(default)).Value.Value;

        Assert.Equal((3, 1), (statistics.ByStatus.Completed, statistics.ByStatus.Failed));
        Assert.Equal(1_600, statistics.Revenue.Minor);
    }

    /// <summary>Ann buys from both shops and a third at once, then from the first; Ben from the second; one order of both fails.</summary>
    private async Task<AsyncServiceScope> SoldAsync()
    {
        _second = await ShopAsync("second");
        var third = await ShopAsync("third");
        var (ann, ben) = (await CustomerAsync("Ann"), await CustomerAsync("Ben"));
        var shared = await CompleteAsync(
            At("2026-03-20T09:00Z"),
            1_000,
            ann,
            parts: [(Portal.Seller, 400), (_second, 500), (third, 100)]
        );
        await CompleteAsync(At("2026-03-20T10:00Z"), 400, ann);
        await CompleteAsync(At("2026-03-21T10:00Z"), 300, ben, parts: [(_second, 300)]);
        await CompleteAsync(At("2026-03-21T10:00Z"), 900, ben, parts: [(third, 900)]);
        var failed = await PlaceAsync(
            At("2026-03-20T11:00Z"),
            700,
            ann,
            "GBP",
            null,
            [(Portal.Seller, 200), (_second, 500)]
        );
        await EndAsync(failed, "failed", At("2026-03-20T11:00Z"), OrderFailures.OutOfStock);
        await RefundAsync(shared, 100, At("2026-03-20T11:30Z"));
        await DrainAsync();
        return await BothShopsAsync();
    }

    private async Task<AsyncServiceScope> BothShopsAsync()
    {
        var person = await Portal.AddPersonAsync(
            "both@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            Portal.Seller
        );
        await ScalarAsync(
            """
            INSERT INTO identity.role_grants (person_id, role_id, tenant_id, seller_id, granted_at)
            SELECT person_id, role_id, tenant_id, $2, granted_at FROM identity.role_grants WHERE person_id = $1 RETURNING id
            """,
            person.Value,
            _second.Value
        );
        return Portal.ScopeOf(person, Portal.Tenant);
    }
}
