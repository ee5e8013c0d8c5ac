using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Returns;

/// <summary>What the desk and shops read of refunds.</summary>
public sealed class RefundQueriesTests : PortalTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    private PaidOrders _orders = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
    }

    [Fact]
    public async Task Shop_SeesWhatFallsToItsLines_AndNothingOfOthers()
    {
        var order = await _orders.PayAsync(1, 2);
        var second = await Portal.AddSellerAsync("second");
        await HandOverAsync(order, second);
        var one = await AddSellerAsync("one@example.com", Portal.Seller);
        var other = await AddSellerAsync("two@example.com", second);

        await GrantAsync(order, "of one line", [new AskedLine(1, new Money(300, Pounds))], null);
        await GrantAsync(order, "over the order", [], new Money(900, Pounds));

        Assert.Equal([300, 233], await OfOrderAsync(one, order));
        Assert.Equal([667], await OfOrderAsync(other, order));
        await using var scope = Portal.ScopeOf(one, Portal.Tenant);
        var desk = await scope
            .Get<RefundQueries>()
            .ListAsync(new RefundFilter(), new PageRequest(), default);
        Assert.Equal(Error.Forbidden, desk.Error);
    }

    [Fact]
    public async Task Desk_ListsByStatusCurrencyBearerAndOrder_AndAddsUp()
    {
        var order = await _orders.PayAsync(2);
        await GrantAsync(order, "first", [], new Money(300, Pounds));
        await GrantAsync(order, "second", [], new Money(200, Pounds), RefundBearer.Marketplace);

        Assert.Equal([200, 300], await ListAsync(new RefundFilter()));
        Assert.Equal([200], await ListAsync(new RefundFilter(BorneBy: [RefundBearer.Marketplace])));
        Assert.Empty(await ListAsync(new RefundFilter([RefundStatus.Sent])));
        Assert.Empty(await ListAsync(new RefundFilter(Currency: Currency.Of("EUR"))));
        Assert.Empty(await ListAsync(new RefundFilter(Search: "no such order")));
        await using var scope = Portal.Scope();
        var sums = (await scope.Get<RefundQueries>().SumsAsync(default)).Value;
        Assert.Equal(
            (RefundStatus.Granted, 500L, 2L),
            Assert.Single(sums.Select(s => (s.Status, s.Amount.Minor, s.Count)))
        );
    }

    /// <summary>The second line becomes another shop's.</summary>
    private Task HandOverAsync(long order, SellerId shop) =>
        Portal.AdminScalarAsync<int>(
            $"""
            UPDATE orders.order_lines SET seller_id = {shop.Value} WHERE order_id = {order} AND line_no = 2;
            UPDATE settlement.sales SET seller_id = {shop.Value} WHERE order_id = {order} AND line_no = 2;
            UPDATE orders.seller_parts SET total_minor = 1000, line_count = 1 WHERE order_id = {order};
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, line_count)
            SELECT order_id, {shop.Value}, tenant_id, placed_at, 2000, 1 FROM orders.seller_parts WHERE order_id = {order}
            """
        );

    private Task<PersonId> AddSellerAsync(string email, SellerId shop) =>
        Portal.AddPersonAsync(email, BuiltInRoles.Seller, Portal.Tenant, shop);

    private Task<RefundId> GrantAsync(
        long order,
        string key,
        AskedLine[] lines,
        Money? amount,
        RefundBearer bearer = RefundBearer.Seller
    ) =>
        _orders.GrantedAsync(
            new GrantRefundCommand(new OrderId(order), key, lines, amount, bearer, "Arrived broken")
        );

    private async Task<IEnumerable<long>> OfOrderAsync(PersonId person, long order)
    {
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        var found = await scope.Get<RefundQueries>().OfOrderAsync(new OrderId(order), default);
        return found.Value.Select(r => r.Amount.Minor);
    }

    private async Task<IEnumerable<long>> ListAsync(RefundFilter filter)
    {
        await using var scope = Portal.Scope();
        var found = await scope.Get<RefundQueries>().ListAsync(filter, new PageRequest(), default);
        return found.Value.Rows.Select(r => r.Amount.Minor);
    }
}
