using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Catalog;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Buyers' money from the payment until it is the seller's or the buyer's again.</summary>
public sealed class EscrowTests : PortalTests
{
    /// <summary>Orders end by the database's clock, which runs on; an hour is more than a test takes.</summary>
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TimeSpan Held = TimeSpan.FromDays(19) + Hour;

    private PaidOrders _orders = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        await PublishAsync(new("All sales", 100, RateBasisPoints: 1_000));
        await using var scope = Portal.Scope();
        await scope.Get<SaveTerms>().HandleAsync(new(5, 14, TaxBasisPoints: 2_000), default);
    }

    [Fact]
    public async Task PaidOrder_IsHeldUntilDeliveryAndDisputeWindowAreOver()
    {
        await _orders.PayAsync(3, 1);

        Assert.Equal(4_000, await _orders.BalanceAsync(AccountKind.Escrow));
        Portal.Clock.Advance(Held - (2 * Hour));
        Assert.Equal(0, (await _orders.ReleaseAsync()).Value);

        Portal.Clock.Advance(2 * Hour);
        Assert.Equal(2, (await _orders.ReleaseAsync()).Value);
        Assert.Equal(0, (await _orders.ReleaseAsync()).Value);

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal(80, await _orders.BalanceAsync(AccountKind.Tax));
        Assert.Equal(3_520, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }

    [Fact]
    public async Task DeliveryIsTheSellers_AndThePaymentFeeTheMarketplaces()
    {
        await _orders.PayAsync(delivery: 395, fee: 60, [1]);
        Assert.Equal(1_455, await _orders.BalanceAsync(AccountKind.Escrow));
        Portal.Clock.Advance(Held);

        Assert.Equal(2, (await _orders.ReleaseAsync()).Value);

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(100 + 60, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal(880 + 395, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }

    [Fact]
    public async Task TwentyReleasesAtOnce_ReleaseEachSaleOnce()
    {
        for (var i = 0; i < 10; i++)
        {
            await _orders.PayAsync(1, 2, 3);
        }

        Portal.Clock.Advance(Held);
        var released = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(_orders.ReleaseAsync))
        );

        Assert.Equal(30, released.Sum(r => r.Value));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Escrow));
    }

    [Fact]
    public async Task FrozenLine_StaysWhileTheOthersGo_AndGoesWhenLetGo()
    {
        var order = await _orders.PayAsync(1, 2);
        Assert.False((await FreezeAsync(order, [2], "Buyer says it never came")).Failed);
        Portal.Clock.Advance(Held);

        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);
        Assert.Equal(2_000, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(
            SettlementErrors.SaleNotFound,
            (await FreezeAsync(order, [1, 2], "One of them is gone")).Error
        );

        Assert.False((await FreezeAsync(order, [2], null)).Failed);
        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);
        Assert.Equal(
            ["order.money_frozen", "order.money_let_go"],
            await Portal.AdminScalarAsync<string[]>(
                $"SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_id = {order} AND kind LIKE 'order.money%'"
            ) ?? []
        );
    }

    [Fact]
    public async Task DeliveredOrder_WaitsForTheDisputeWindowOnly()
    {
        var order = await _orders.PayAsync(1);
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        await using (var scope = Portal.Scope())
        {
            var mark = scope.Get<MarkDelivered>();
            Assert.Equal(1, (await mark.HandleAsync(new(new OrderId(order)), default)).Value);
            Portal.Clock.Advance(TimeSpan.FromDays(3));
            Assert.Equal(
                SettlementErrors.SaleNotFound,
                (await mark.HandleAsync(new(new OrderId(order)), default)).Error
            );
        }

        Portal.Clock.Advance(TimeSpan.FromDays(11) + Hour);
        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);
    }

    [Fact]
    public async Task CategoryWithTimesOfItsOwn_HoldsItsSalesAndThoseBelowIt_UntilTheyAreRemoved()
    {
        var (goods, lamps) = await AddCategoriesAsync();
        await SaveTimesAsync(goods, 5, 30);
        var mug = await _orders.PayAsync(1);
        await Portal.AdminScalarAsync<int>(
            $"UPDATE catalog.products SET category_id = {lamps.Value}"
        );
        var below = await _orders.PayAsync(1);
        await SaveTimesAsync(lamps, 1, 2);
        var nearest = await _orders.PayAsync(1);
        await using (var scope = Portal.Scope())
        {
            var remove = scope.Get<RemoveCategoryTerms>();
            Assert.False((await remove.HandleAsync(new(lamps), default)).Failed);
            Assert.Equal(
                SettlementErrors.CategoryNotFound,
                (await remove.HandleAsync(new(lamps), default)).Error
            );
        }

        var after = await _orders.PayAsync(1);

        int[] held = await Task.WhenAll(new[] { mug, below, nearest, after }.Select(DaysHeldAsync));
        Assert.Equal([19, 35, 3, 35], held);
        await using (var scope = Portal.Scope())
        {
            await scope.Get<MarkDelivered>().HandleAsync(new(new OrderId(below)), default);
        }

        Assert.InRange(await DaysHeldAsync(below), 29, 30);
    }

    [Fact]
    public async Task RefundBeforeRelease_ComesFromEscrow_AndTheSellerGetsTheRest()
    {
        var order = await _orders.PayAsync(2, 1);
        await _orders.RefundAsync(order, 1_000);
        await _orders.RefundAsync(order, 501);

        Assert.Equal(1_499, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(1_501, await _orders.BalanceAsync(AccountKind.Refunds));
        Portal.Clock.Advance(Held);
        await _orders.ReleaseAsync();

        var earned = await _orders.BalanceAsync(AccountKind.Commission);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(150, earned);
        Assert.Equal(
            1_499 - earned - await _orders.BalanceAsync(AccountKind.Tax),
            await _orders.BalanceAsync(AccountKind.SellerPayable)
        );
    }

    [Fact]
    public async Task RefundAfterRelease_IsOwedBySellerAndMarketplaceInTheirParts()
    {
        var order = await _orders.PayAsync(2);
        Portal.Clock.Advance(Held);
        await _orders.ReleaseAsync();

        await _orders.RefundAsync(order, 500);
        await _orders.RefundAsync(order, 1_500);

        foreach (
            var kind in (AccountKind[])
                [AccountKind.SellerPayable, AccountKind.Commission, AccountKind.Tax]
        )
        {
            Assert.Equal(0, await _orders.BalanceAsync(kind));
        }

        Assert.Equal(2_000, await _orders.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task WholeRefund_EndsTheSale()
    {
        var order = await _orders.PayAsync(1, 1);
        await _orders.RefundAsync(order, 2_000);
        Portal.Clock.Advance(Held);

        Assert.Equal(0, (await _orders.ReleaseAsync()).Value);
        await using var scope = Portal.Scope();
        var sums = (await scope.Get<SaleQueries>().SumsAsync(new SaleFilter(), default)).Value;
        Assert.Equal(
            (SaleStatus.Refunded, 0L, 2L),
            Assert.Single(sums.Select(s => (s.Status, s.Net.Minor, s.Count)))
        );
    }

    /// <summary>A category, and one below it.</summary>
    private async Task<(CategoryId Goods, CategoryId Lamps)> AddCategoriesAsync()
    {
        await using var scope = Portal.Scope();
        await using var db = await scope
            .Get<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync();
        var goods = Category.Under(null, "Home goods");
        db.Categories.Add(goods);
        await db.SaveChangesAsync();
        var lamps = Category.Under(goods, "Lamps");
        db.Categories.Add(lamps);
        await db.SaveChangesAsync();
        return (goods.Id, lamps.Id);
    }

    private async Task SaveTimesAsync(CategoryId category, int deliveryDays, int disputeDays)
    {
        await using var scope = Portal.Scope();
        var saved = await scope
            .Get<SaveCategoryTerms>()
            .HandleAsync(new(category, deliveryDays, disputeDays), default);
        Assert.False(saved.Failed);
    }

    /// <summary>Whole days from the payment until the money is due.</summary>
    private Task<int> DaysHeldAsync(long order) =>
        Portal.AdminScalarAsync<int>(
            $"SELECT extract(day FROM due_at - captured_at)::int FROM settlement.sales WHERE order_id = {order}"
        );

    private async Task PublishAsync(PublishCommissionRuleCommand rule)
    {
        await using var scope = Portal.Scope();
        Assert.False((await scope.Get<PublishCommissionRule>().HandleAsync(rule, default)).Failed);
    }

    private async Task<Result> FreezeAsync(long order, int[] lines, string? reason)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<FreezeSales>()
            .HandleAsync(new(new OrderId(order), lines, reason), default);
    }
}
