using Portal.Areas.Seller.Dashboard;
using Portal.Core.Analytics;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Analytics;

/// <summary>Every figure of the dashboard is the sum of the rows its link opens, to the cent.</summary>
public sealed class DashboardLinksTests : FiguresTests
{
    private static readonly DateOnly First = new(2026, 3, 20);
    private static readonly DateOnly Last = new(2026, 4, 5);

    [Fact]
    public async Task Tiles_OverRandomRanges_AreTheSumsOfTheirRows()
    {
        var random = new Random(7);
        await SellAsync(random);
        await using var scope = Portal.Scope();
        for (var round = 0; round < 12; round++)
        {
            var first = First.AddDays(random.Next(Last.DayNumber - First.DayNumber));
            var days = new DateRange(
                first,
                first.AddDays(random.Next(Last.DayNumber - first.DayNumber + 1))
            );
            var view = (
                await scope.Get<DashboardQueries>().ReadAsync(days, days.Previous(), default)
            ).Value;
            var (total, currency) = (view.Now.Value.Total, view.Now.Value.Currency);

            var paid = await RowsAsync(DashboardLinks.Paid(days, currency));
            var ended = await RowsAsync(DashboardLinks.AllEnded(days, currency));
            var refunded = await RowsAsync(DashboardLinks.Refunded(days, currency));
            Assert.Equal(total.Revenue.Minor, paid.Sum(o => o.Total.Minor));
            Assert.Equal(total.PaidOrders, paid.Count);
            Assert.Equal(
                total.Customers,
                paid.Select(o => o.CustomerId)
                    .OfType<Core.Orders.Contracts.CustomerId>()
                    .Distinct()
                    .Count()
            );
            Assert.Equal(total.Orders, ended.Count);
            Assert.Equal(
                total.Completed,
                (await RowsAsync(DashboardLinks.CompletedOrders(days, currency))).Count
            );
            Assert.Equal(
                total.Failed,
                (await RowsAsync(DashboardLinks.Failed(days, currency))).Count
            );
            Assert.Equal(total.RefundAmount.Minor, refunded.Sum(o => o.Refunded.Minor));
            foreach (var cause in view.Failures)
            {
                var rows = await RowsAsync(DashboardLinks.Failed(days, currency, cause.Code));
                Assert.Equal(
                    (cause.Orders, cause.Lost.Minor),
                    (rows.Count, rows.Sum(o => o.Total.Minor))
                );
            }

            foreach (var customer in view.Customers)
            {
                var rows = await RowsAsync(
                    DashboardLinks.OfCustomer(days, currency, customer.CustomerId)
                );
                Assert.Equal(
                    (customer.Orders, customer.Spent.Minor),
                    (rows.Count, rows.Sum(o => o.Total.Minor))
                );
            }

            foreach (var product in view.Products)
            {
                var rows = await RowsAsync(
                    DashboardLinks.OfProduct(days, currency, product.ProductId)
                );
                Assert.Equal(product.Orders, rows.Count);
            }
        }
    }

    [Fact]
    public async Task RefundTile_OfASellerAndOfTheTenant_IsTheSumOfItsRows()
    {
        var second = await ShopAsync("second");
        var order = await CompleteAsync(
            At("2026-03-20T10:00Z"),
            1_000,
            parts: [(Portal.Seller, 333), (second, 667)]
        );
        await RefundAsync(order, 101, At("2026-03-21T10:00Z"));
        await RefundAsync(order, 202, At("2026-03-25T10:00Z"));
        await CompleteAsync(At("2026-03-20T10:00Z"), 500);
        await DrainAsync();
        var days = new DateRange(new(2026, 3, 20), new(2026, 3, 22));

        await using var whole = Portal.Scope();
        await using var shop = await SellerScopeAsync(second);
        foreach (var (scope, refunded) in new[] { (whole, 101L), (shop, 67L) })
        {
            var view = (await scope.Get<DashboardQueries>().ReadAsync(days, null, default)).Value;
            var total = view.Now.Value.Total;
            var rows = await OpenedRows.ReadAsync(
                DashboardLinks.Refunded(days, total.Revenue.Currency),
                scope
            );

            Assert.Equal(refunded, total.RefundAmount.Minor);
            Assert.Equal(refunded, rows.Sum(o => o.Refunded.Minor));
        }

        var detail = await shop.Get<OrderQueries>().FindAsync(new(order), default);
        Assert.Equal(202, detail!.Summary.Refunded.Minor);
    }

    [Fact]
    public async Task PartOfAPeriod_CountsCustomersOnceAndAShopsShareOfRefunds()
    {
        var second = await ShopAsync("second");
        var (ann, ben) = (await CustomerAsync("Ann"), await CustomerAsync("Ben"));
        await CompleteAsync(At("2026-03-20T10:00Z"), 400, ann, parts: [(second, 400)]);
        var order = await CompleteAsync(
            At("2026-03-21T09:00Z"),
            1_000,
            ann,
            parts: [(Portal.Seller, 333), (second, 667)]
        );
        await CompleteAsync(At("2026-03-21T10:00Z"), 300, ben, parts: [(second, 300)]);
        await CompleteAsync(At("2026-03-21T23:00Z"), 900, await CustomerAsync("Cid"));
        await RefundAsync(order, 101, At("2026-03-21T11:00Z"));
        await DrainAsync();
        var days = new DateRange(new(2026, 3, 20), new(2026, 3, 21));

        await using var whole = Portal.Scope();
        await using var shop = await SellerScopeAsync(second);
        foreach (var (scope, refunded) in new[] { (whole, 101L), (shop, 67L) })
        {
            var until = await scope
                .Get<FigureQueries>()
                .RangeUntilAsync(days, TimeSpan.FromHours(12), default);

            Assert.Equal(2, until.Value.Customers);
            Assert.Equal((refunded, 1L), (until.Value.RefundAmount.Minor, until.Value.Refunds));
        }
    }

    private async Task SellAsync(Random random)
    {
        var customers = new List<long>();
        var products = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            customers.Add(await CustomerAsync($"Customer {i}"));
            products.Add(await ProductAsync($"SKU-{i}"));
        }

        var start = At("2026-03-20T00:00Z");
        for (var i = 0; i < 120; i++)
        {
            var placed = start.AddMinutes(random.Next(17 * 24 * 60));
            var total = random.Next(1, 100_000);
            if (random.Next(6) == 0)
            {
                await FailAsync(
                    placed,
                    total,
                    random.Next(2) == 0 ? OrderFailures.OutOfStock : OrderFailures.PaymentDeclined
                );
                continue;
            }

            var order = await CompleteAsync(
                placed,
                total,
                random.Next(4) == 0 ? null : customers[random.Next(5)],
                placed.AddMinutes(random.Next(2_000)),
                random.Next(9) == 0 ? "EUR" : "GBP",
                products[random.Next(5)]
            );
            if (random.Next(8) == 0)
            {
                await RefundAsync(
                    order,
                    random.Next(1, total + 1),
                    placed.AddHours(random.Next(60))
                );
            }
        }

        await DrainAsync();
    }

    private async Task<List<OrderSummary>> RowsAsync(string link)
    {
        await using var scope = Portal.Scope();
        return await OpenedRows.ReadAsync(link, scope);
    }
}
