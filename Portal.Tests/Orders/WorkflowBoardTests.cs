using Microsoft.Extensions.DependencyInjection;
using Portal.Areas.Seller.Workflow;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>A group of failures is the rows its link opens and the orders "retry these" retries.</summary>
public sealed class WorkflowBoardTests : PortalTests
{
    private DateOnly Today => DateOnly.FromDateTime(Portal.Clock.GetUtcNow().UtcDateTime);

    private DateRange LastDays => DateRange.LastDays(Today, 7);

    [Fact]
    public async Task Failures_OfTheDays_AreTheRowsOfTheirLink_AndWhatIsRetried()
    {
        await AddFailedAsync(OrderFailures.OutOfStock, daysAgo: 0);
        await AddFailedAsync(OrderFailures.OutOfStock, daysAgo: 6);
        var before = await AddFailedAsync(OrderFailures.OutOfStock, daysAgo: 7);
        await AddFailedAsync(OrderFailures.PaymentDeclined, daysAgo: 1);
        var history = await AddFailedAsync(OrderFailures.OutOfStock, daysAgo: 0);
        await Portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET is_history = true WHERE id = {history}"
        );
        await using var scope = Portal.Scope();

        var board = (await scope.Get<WorkflowQueries>().BoardAsync(LastDays, default))!;

        Assert.True(board.MayRetry);
        Assert.Equal(
            [(OrderFailures.OutOfStock, 2L), (OrderFailures.PaymentDeclined, 1L)],
            board.Failures.Select(g => (g.Code, g.Count))
        );
        foreach (var group in board.Failures)
        {
            var rows = await OpenedRows.ReadAsync(
                WorkflowLinks.Failed(group.Code, board.FailedOn),
                scope
            );
            var retried = await scope
                .Get<RetryOrders>()
                .HandleAsync(new(FailureCode: group.Code, FailedOn: board.FailedOn), default);

            Assert.Equal((group.Count, group.Count), (rows.Count, retried.Value));
        }

        Assert.Equal([before, history], await StillFailedAsync() ?? []);
    }

    [Fact]
    public async Task Board_OfASeller_IsAboutTheOrdersOfTheirShop_AndOffersNoRetry()
    {
        var second = await Portal.AddSellerAsync("second");
        await AddFailedAsync(OrderFailures.OutOfStock, daysAgo: 0);
        await new OrderBuilder(Portal).Of(Portal.Tenant, second).SaveAsync();
        await new OrderBuilder(Portal)
            .Of(Portal.Tenant, second)
            .Failed(OrderFailures.OutOfStock)
            .SaveAsync();
        await new OrderBuilder(Portal).SaveAsync();
        await new OrderBuilder(Portal).SaveAsync();
        var person = await Portal.AddPersonAsync(
            "second@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant,
            second
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        var board = (await scope.Get<WorkflowQueries>().BoardAsync(LastDays, default))!;

        var group = Assert.Single(board.Failures);
        var rows = await OpenedRows.ReadAsync(
            WorkflowLinks.Failed(group.Code, board.FailedOn),
            scope
        );
        Assert.Equal((1L, 1), (group.Count, rows.Count));
        Assert.Equal(1, Assert.Single(board.Stages).Count);
        Assert.Equal(1, board.Rates.Sum(r => r.Failed));
        Assert.False(board.MayRetry);
    }

    [Fact]
    public async Task Board_OfACourier_IsRefused()
    {
        var person = await Portal.AddPersonAsync(
            "courier@example.com",
            BuiltInRoles.Courier,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        Assert.Null(await scope.Get<WorkflowQueries>().BoardAsync(LastDays, default));
    }

    private async Task<long> AddFailedAsync(string code, int daysAgo)
    {
        var order = await new OrderBuilder(Portal).Failed(code).SaveAsync();
        return await Portal.AdminScalarAsync<long>(
            $"UPDATE orders.orders SET ended_at = '{Portal.Clock.GetUtcNow().AddDays(-daysAgo):O}' WHERE id = {order.Value} RETURNING id"
        );
    }

    private Task<long[]?> StillFailedAsync() =>
        Portal.AdminScalarAsync<long[]>(
            "SELECT array_agg(id ORDER BY id) FROM orders.orders WHERE status = 'failed'"
        );
}
