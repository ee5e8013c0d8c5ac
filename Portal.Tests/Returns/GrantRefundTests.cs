using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Returns;

/// <summary>Deciding that money goes back, and what it does to the books.</summary>
public sealed class GrantRefundTests : PortalTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    /// <summary>Longer than delivery and dispute window of the default terms, and an hour for the clock of the database.</summary>
    private static readonly TimeSpan UntilReleased = TimeSpan.FromDays(20);

    private PaidOrders _orders = null!;
    private int _requests;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        await using var scope = Portal.Scope();
        var published = await scope
            .Get<PublishCommissionRule>()
            .HandleAsync(new("All sales", 100, RateBasisPoints: 1_000), default);
        Assert.False(published.Failed);
    }

    [Fact]
    public async Task OneLine_IsTakenFromThatLineAlone()
    {
        var order = await _orders.PayAsync(2, 1);

        var refund = await _orders.GrantedAsync(Of(order, [Line(2, 700)]));

        Assert.Equal("0,700", await RefundedOfSalesAsync(order));
        Assert.Equal(700, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(2_300, await _orders.BalanceAsync(AccountKind.Escrow));
        await using var scope = Portal.Scope();
        var found = (await scope.Get<RefundQueries>().FindAsync(refund, default)).Value;
        Assert.Equal(
            (RefundStatus.Granted, 700L, "Arrived broken", RefundBearer.Seller),
            (
                found.Summary.Status,
                found.Summary.Amount.Minor,
                found.Summary.Reason,
                found.Summary.BorneBy
            )
        );
        Assert.Equal([(2, 700L)], found.Lines.Select(l => (l.LineNo, l.Amount.Minor)));
        Assert.NotNull(found.Booked);
        Assert.Null(found.BookedAsSent);
    }

    [Fact]
    public async Task AmountOverTheOrder_FollowsWhatEarlierRefundsHaveLeft()
    {
        var order = await _orders.PayAsync(2, 2);
        await _orders.GrantedAsync(Of(order, [Line(1, 1_000)]));

        await _orders.GrantedAsync(Of(order, amount: 300));

        Assert.Equal("1100,200", await RefundedOfSalesAsync(order));
    }

    [Fact]
    public async Task DeliveryAndFee_CanBeGivenBackByTheirLine()
    {
        var order = await _orders.PayAsync(delivery: 395, fee: 60, [1]);

        await _orders.GrantedAsync(Of(order, [Line(-1, 455)]));

        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal("455,0", await RefundedOfSalesAsync(order));
    }

    [Fact]
    public async Task BorneByTheMarketplace_LeavesTheSellerWhatTheSaleBrings()
    {
        var order = await _orders.PayAsync(1);

        await _orders.GrantedAsync(Of(order, [Line(1, 400)], bearer: RefundBearer.Marketplace));
        Portal.Clock.Advance(UntilReleased);
        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);

        Assert.Equal(900, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(100 - 400, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal("0", await RefundedOfSalesAsync(order));
        Assert.Equal([600], (await RefundableAsync(order)).Lines.Select(l => l.Left.Minor));
    }

    [Fact]
    public async Task AfterRelease_TheSellerOfTheLineOwesIt()
    {
        var order = await _orders.PayAsync(1, 1);
        Portal.Clock.Advance(UntilReleased);
        await _orders.ReleaseAsync();

        await _orders.GrantedAsync(Of(order, [Line(1, 1_000)]));

        Assert.Equal(900, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(100, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal("1000,0", await RefundedOfSalesAsync(order));
    }

    [Fact]
    public async Task BeyondWhatWasCaptured_IsRefused_AndNothingMoves()
    {
        var order = await _orders.PayAsync(1, 1);
        await _orders.GrantedAsync(Of(order, amount: 1_500));

        var beyondAll = await GrantAsync(Of(order, amount: 501));
        var beyondLine = await GrantAsync(Of(order, [Line(1, 251)]));

        Assert.Equal("returns.beyond_captured", beyondAll.Error.Code);
        Assert.Equal("returns.beyond_line", beyondLine.Error.Code);
        Assert.Equal(1, await CountAsync("orders.refunds"));
        Assert.Equal(1, await CountAsync("payments.refunds"));
    }

    [Fact]
    public async Task NothingNegativeOrOfAnotherCurrency_IsRefused()
    {
        var order = await _orders.PayAsync(1);
        var euros = new Money(100, Currency.Of("EUR"));

        Assert.Equal(
            ReturnErrors.AmountNotPositive,
            (await GrantAsync(Of(order, amount: 0))).Error
        );
        Assert.Equal(
            ReturnErrors.AmountNotPositive,
            (await GrantAsync(Of(order, [Line(1, -100)]))).Error
        );
        Assert.Equal(
            ReturnErrors.WrongCurrency,
            (await GrantAsync(Of(order, amount: 1) with { Amount = euros })).Error
        );
        Assert.Equal(
            ["reason"],
            (await GrantAsync(Of(order, amount: 1) with { Reason = "" })).Error.Fields.Keys
        );
        Assert.Equal(0, await CountAsync("orders.refunds"));
    }

    [Fact]
    public async Task HistoryAndUnpaidOrders_AreRefused()
    {
        var history = await new OrderBuilder(Portal).SaveAsync();
        await Portal.AdminScalarAsync<int>(
            $"UPDATE orders.orders SET is_history = true, status = 'completed', ended_at = now() WHERE id = {history.Value}"
        );
        var pending = await new OrderBuilder(Portal).SaveAsync();

        Assert.Equal(ReturnErrors.History, (await GrantAsync(Of(history.Value, amount: 1))).Error);
        Assert.Equal(ReturnErrors.NotPaid, (await GrantAsync(Of(pending.Value, amount: 1))).Error);
    }

    [Fact]
    public async Task AnotherTenantsOrder_DoesNotExist()
    {
        var order = await _orders.PayAsync(1);
        var (other, _) = await Portal.AddTenantAsync("south");
        await using var scope = Portal.Scope(other);

        var refused = await scope.Get<GrantRefund>().HandleAsync(Of(order, amount: 1), default);

        Assert.Equal(ReturnErrors.OrderNotFound, refused.Error);
        Assert.Equal(0, await CountAsync("orders.refunds"));
    }

    [Theory]
    [InlineData(BuiltInRoles.Seller, false)]
    [InlineData(BuiltInRoles.Courier, false)]
    [InlineData(BuiltInRoles.FinanceAdmin, true)]
    [InlineData(BuiltInRoles.MarketplaceAdmin, true)]
    public async Task OnlyFinanceAndTheMarketplace_MayGrant(string role, bool mayGrant)
    {
        var order = await _orders.PayAsync(1);
        var person = await Portal.AddPersonAsync($"{role}@example.com", role, Portal.Tenant);
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        var granted = await scope.Get<GrantRefund>().HandleAsync(Of(order, amount: 1), default);

        Assert.Equal(mayGrant, !granted.Failed);
        Assert.Equal(mayGrant ? 1 : 0, await CountAsync("orders.refunds"));
        Assert.Equal(
            mayGrant ? 1 : 0,
            await CountAsync("audit.entries WHERE subject_kind = 'refund_grant'")
        );
    }

    [Fact]
    public async Task TwentyClicksAtOnce_GrantOneRefund()
    {
        var order = await _orders.PayAsync(1);
        var asked = Of(order, [Line(1, 400)]);

        var granted = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => GrantAsync(asked)))
        );

        Assert.Single(granted.Select(g => g.Value).Distinct());
        Assert.Equal(1, await CountAsync("orders.refunds"));
        Assert.Equal(1, await CountAsync("payments.refunds"));
        Assert.Equal(600, (await RefundableAsync(order)).Left.Minor);
    }

    [Fact]
    public async Task SameKeyWithOtherAmounts_IsRefused()
    {
        var order = await _orders.PayAsync(1, 1);
        var asked = Of(order, [Line(1, 400)]);
        Assert.False((await GrantAsync(asked)).Failed);

        GrantRefundCommand[] others =
        [
            asked with
            {
                Lines = [Line(1, 401)],
            },
            asked with
            {
                Lines = [Line(2, 400)],
            },
            asked with
            {
                Lines = [Line(1, 400), Line(2, 1)],
            },
            asked with
            {
                Lines = [],
                Amount = new Money(400, Pounds),
            },
            asked with
            {
                BorneBy = RefundBearer.Marketplace,
            },
            asked with
            {
                Reason = "Another one",
            },
            asked with
            {
                Order = new OrderId(await _orders.PayAsync(1)),
            },
        ];

        foreach (var other in others)
        {
            Assert.Equal(ReturnErrors.KeyReused, (await GrantAsync(other)).Error);
        }
    }

    [Fact]
    public async Task TwentyPeopleAtOnce_NeverRefundMoreThanWasCaptured()
    {
        var order = await _orders.PayAsync(1, 1);

        // Each a fifteenth of 150 % of the order: thirteen fit, seven do not.
        var granted = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Of(order, amount: 150))
                .ToList()
                .Select(asked => Task.Run(() => GrantAsync(asked)))
        );

        Assert.Equal(13, granted.Count(g => !g.Failed));
        Assert.All(
            granted.Where(g => g.Failed),
            g => Assert.Equal("returns.beyond_captured", g.Error.Code)
        );
        await _orders.ReadEventsAsync();
        Assert.Equal(13 * 150, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(2_000 - (13 * 150), await _orders.BalanceAsync(AccountKind.Escrow));
    }

    [Fact]
    public async Task Order_TellsWhoGrantedWhatAndWhy()
    {
        var order = await _orders.PayAsync(1);

        await GrantAsync(Of(order, [Line(1, 1_000)]));

        Assert.Equal(
            "refunded seller Arrived broken 1:1000",
            await Portal.AdminScalarAsync<string>(
                $"""
                SELECT o.status || ' ' || (e.payload->>'borne_by') || ' ' || (e.payload->>'reason') || ' '
                    || (e.payload->'lines'->0->>'line') || ':' || (e.payload->'lines'->0->>'minor')
                FROM orders.orders o JOIN events.log e ON e.subject_id = o.id AND e.kind = 'order.refunded' WHERE o.id = {order}
                """
            )
        );
    }

    private static AskedLine Line(int line, long minor) => new(line, new Money(minor, Pounds));

    private GrantRefundCommand Of(
        long order,
        AskedLine[]? lines = null,
        long? amount = null,
        RefundBearer bearer = RefundBearer.Seller
    ) =>
        new(
            new OrderId(order),
            $"request-{Interlocked.Increment(ref _requests)}",
            lines ?? [],
            amount is { } minor ? new Money(minor, Pounds) : null,
            bearer,
            "Arrived broken"
        );

    private async Task<Result<RefundId>> GrantAsync(GrantRefundCommand command)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<GrantRefund>().HandleAsync(command, default);
    }

    private async Task<RefundableView> RefundableAsync(long order)
    {
        await using var scope = Portal.Scope();
        return (
            await scope.Get<RefundQueries>().RefundableAsync(new OrderId(order), default)
        ).Value;
    }

    private Task<string?> RefundedOfSalesAsync(long order) =>
        Portal.AdminScalarAsync<string>(
            $"SELECT string_agg(refunded_minor::text, ',' ORDER BY line_no) FROM settlement.sales WHERE order_id = {order}"
        );

    private Task<long> CountAsync(string from) =>
        Portal.AdminScalarAsync<long>($"SELECT count(*) FROM {from}");
}
