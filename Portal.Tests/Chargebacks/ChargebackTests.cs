using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Chargebacks;

/// <summary>Money a buyer's bank took back, until it is decided who keeps it.</summary>
public sealed class ChargebackTests : PortalTests
{
    /// <summary>Longer than delivery and dispute window of the default terms.</summary>
    private static readonly TimeSpan UntilReleased = TimeSpan.FromDays(20);

    private PaidOrders _orders = null!;
    private ChargebackDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = new ChargebackDesk(Portal);
        await using var scope = Portal.Scope();
        var published = await scope
            .Get<PublishCommissionRule>()
            .HandleAsync(new("All sales", 100, RateBasisPoints: 1_000), default);
        Assert.False(published.Failed);
    }

    [Fact]
    public async Task Opened_ItsMoneyIsInDispute_TheFeeIsLost_AndTheSalesAreFrozen()
    {
        var order = await _orders.PayAsync(2, 1);

        var chargeback = await _desk.OpenAsync(order, 1_200, fee: 150);

        Assert.Equal(1_200, await _orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal(-150, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal(1_650, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.Equal("frozen Chargeback CB-1", await FrozenAsync(order));
        Portal.Clock.Advance(UntilReleased);
        Assert.Equal(0, (await _orders.ReleaseAsync()).Value);
        var found = await _desk.FindAsync(chargeback);
        Assert.Equal(ChargebackStatus.NeedsResponse, found.Row.Status);
        Assert.Equal("order.chargeback_opened", Assert.Single(found.History).Kind);
    }

    [Fact]
    public async Task Won_TheMoneyIsWithTheGatewayAgain_AndTheSalesGoOn()
    {
        var order = await _orders.PayAsync(2);
        var chargeback = await _desk.OpenAsync(order, 2_000, fee: 150);

        Assert.False((await _desk.WinAsync(chargeback)).Failed);

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal(1_850, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Portal.Clock.Advance(UntilReleased);
        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);
        Assert.Equal(1_800, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }

    [Fact]
    public async Task LostWhileInEscrow_EscrowGivesIt_AndWhatIsLeftIsReleased()
    {
        var order = await _orders.PayAsync(2);
        var chargeback = await _desk.OpenAsync(order, 500);

        Assert.False((await _desk.LoseAsync(chargeback)).Failed);
        await _orders.ReadEventsAsync();

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Chargebacks));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(1_500, await _orders.BalanceAsync(AccountKind.Escrow));
        Portal.Clock.Advance(UntilReleased);
        Assert.Equal(1, (await _orders.ReleaseAsync()).Value);
        Assert.Equal(1_350, await _orders.BalanceAsync(AccountKind.SellerPayable));
        var found = await _desk.FindAsync(chargeback);
        await using var scope = Portal.Scope();
        var refund = (
            await scope.Get<RefundQueries>().FindAsync(found.Refund!.Value, default)
        ).Value;
        Assert.Equal(
            (RefundStatus.Sent, RefundDestination.Chargeback, RefundBearer.Seller, 500L),
            (
                refund.Summary.Status,
                refund.Summary.Destination,
                refund.Summary.BorneBy,
                refund.Summary.Amount.Minor
            )
        );
    }

    [Fact]
    public async Task LostWhole_TheOrderIsRefunded()
    {
        var order = await _orders.PayAsync(1, 1);
        var chargeback = await _desk.OpenAsync(order, 2_000);

        await _desk.LoseAsync(chargeback);
        await _orders.ReadEventsAsync();

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Escrow));
        Assert.Equal(
            "refunded refunded",
            await Portal.AdminScalarAsync<string>(
                $"""
                SELECT o.status || ' ' || min(s.status) FROM orders.orders o JOIN settlement.sales s ON s.order_id = o.id
                WHERE o.id = {order} GROUP BY o.status
                """
            )
        );
    }

    [Fact]
    public async Task LostAfterThePayout_TheSellerOwesIt_AndTheCommissionIsGivenBack()
    {
        var order = await _orders.PayAsync(5);
        Portal.Clock.Advance(UntilReleased);
        await _orders.ReleaseAsync();
        var payouts = await PayoutDesk.OpenAsync(Portal);
        await payouts.ApproveAsync((await payouts.SubmitAsync()).Value);
        var chargeback = await _desk.OpenAsync(order, 1_000);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.SellerPayable));

        await _desk.LoseAsync(chargeback);
        await _orders.ReadEventsAsync();

        Assert.Equal(-900, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task WonAfterThePayout_NobodyOwesAnything()
    {
        var order = await _orders.PayAsync(5);
        Portal.Clock.Advance(UntilReleased);
        await _orders.ReleaseAsync();
        var chargeback = await _desk.OpenAsync(order, 1_000);

        await _desk.WinAsync(chargeback);

        Assert.Equal(4_500, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(5_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task LostAndBorneByTheMarketplace_TheSellerKeepsTheirs()
    {
        var order = await _orders.PayAsync(1);
        var chargeback = await _desk.OpenAsync(order, 1_000);

        await _desk.LoseAsync(chargeback, isBorneByMarketplace: true);
        await _orders.ReadEventsAsync();
        Portal.Clock.Advance(UntilReleased);
        await _orders.ReleaseAsync();

        Assert.Equal(900, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(100 - 1_000, await _orders.BalanceAsync(AccountKind.Commission));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task TwoOfOneOrder_TheSalesStayUntilBothAreDecided()
    {
        var order = await _orders.PayAsync(2);
        var first = await _desk.OpenAsync(order, 500);
        var second = await _desk.OpenAsync(order, 700);

        await _desk.WinAsync(first);
        Assert.Equal("frozen Chargeback CB-2", await FrozenAsync(order));
        await _desk.LoseAsync(second);
        await _orders.ReadEventsAsync();

        Assert.Equal("held -", await FrozenAsync(order));
        Assert.Equal(1_300, await _orders.BalanceAsync(AccountKind.Escrow));
    }

    [Fact]
    public async Task SaleSomebodyFroze_StaysFrozenAfterItIsWon()
    {
        var order = await _orders.PayAsync(1);
        await FreezeAsync(order, "The buyer complained");

        await _desk.WinAsync(await _desk.OpenAsync(order, 1_000));

        Assert.Equal("frozen The buyer complained", await FrozenAsync(order));
    }

    [Fact]
    public async Task Refund_BeyondWhatIsNotDisputed_IsRefused_AndWithinItIsGranted()
    {
        var order = await _orders.PayAsync(2);
        await _desk.OpenAsync(order, 1_500);

        var refused = await RefundAsync(order, 501, "a");
        var granted = await RefundAsync(order, 500, "b");

        Assert.Equal("returns.disputed", refused.Error.Code);
        Assert.False(granted.Failed);
        await _orders.ReadEventsAsync();
    }

    [Fact]
    public async Task FrozenSales_AreNotLetGoByHandWhileItIsOpen()
    {
        var order = await _orders.PayAsync(1);
        await _desk.OpenAsync(order, 1_000);

        var refused = await FreezeAsync(order, null);

        Assert.Equal("settlement.charged_back", refused.Error.Code);
    }

    [Theory]
    [InlineData(0, 0, "GBP", "invalid_input")]
    [InlineData(-1, 0, "GBP", "invalid_input")]
    [InlineData(100, -1, "GBP", "invalid_input")]
    [InlineData(1_001, 0, "GBP", "chargebacks.beyond_left")]
    [InlineData(100, 0, "EUR", "chargebacks.wrong_currency")]
    public async Task Record_WithBadInput_IsRefused_AndNothingMoves(
        long minor,
        long fee,
        string currency,
        string code
    )
    {
        var order = await _orders.PayAsync(1);

        var refused = await _desk.RecordAsync(_desk.Of(order, minor, fee, currency));

        Assert.Equal(code, refused.Error.Code);
        Assert.Equal("held -", await FrozenAsync(order));
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task Record_MoreThanRefundsAndOtherChargebacksLeave_IsRefused()
    {
        var order = await _orders.PayAsync(2);
        await _orders.RefundAsync(order, 300);
        await _desk.OpenAsync(order, 700);

        var refused = await _desk.RecordAsync(_desk.Of(order, 1_001));
        var whole = await _desk.RecordAsync(_desk.Of(order, 1_000));

        Assert.Equal("chargebacks.beyond_left", refused.Error.Code);
        Assert.False(whole.Failed);
    }

    [Fact]
    public async Task Record_SameRequestTwice_AnswersTheFirst_AndAnotherUnderItsKeyIsRefused()
    {
        var order = await _orders.PayAsync(1);
        var command = _desk.Of(order, 400);

        var first = await _desk.RecordAsync(command);
        var again = await _desk.RecordAsync(command);
        var other = await _desk.RecordAsync(
            command with
            {
                Amount = command.Amount with { Minor = 500 },
            }
        );

        Assert.Equal(first.Value, again.Value);
        Assert.Equal("chargebacks.key_reused", other.Error.Code);
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Chargebacks));
    }

    [Fact]
    public async Task Record_ReferenceThatIsKnown_IsRefused_AlsoForAnotherOrder()
    {
        var command = _desk.Of(await _orders.PayAsync(1), 400);
        await _desk.RecordAsync(command);
        var other = _desk.Of(await _orders.PayAsync(1), 400);

        var refused = await _desk.RecordAsync(other with { Reference = command.Reference });

        Assert.Equal("chargebacks.reference_taken", refused.Error.Code);
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Chargebacks));
    }

    [Fact]
    public async Task Record_OrderThatWasNotPaid_OrIsAnotherTenants_IsRefused()
    {
        var unpaid = (await new OrderBuilder(Portal).SaveAsync()).Value;
        var (other, shop) = await Portal.AddTenantAsync("other");
        var theirs = (await new OrderBuilder(Portal).Of(other, shop).SaveAsync()).Value;

        Assert.Equal(
            "chargebacks.not_paid",
            (await _desk.RecordAsync(_desk.Of(unpaid, 100))).Error.Code
        );
        Assert.Equal(
            ErrorKind.NotFound,
            (await _desk.RecordAsync(_desk.Of(theirs, 100))).Error.Kind
        );
    }

    [Fact]
    public async Task TwentyAtOnce_TakeNoMoreThanWasCaptured()
    {
        var order = await _orders.PayAsync(1);

        var recorded = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => _desk.RecordAsync(_desk.Of(order, 400)))
        );

        Assert.Equal(2, recorded.Count(r => !r.Failed));
        Assert.Equal(800, await _orders.BalanceAsync(AccountKind.Chargebacks));
    }

    [Fact]
    public async Task WonAndLostAtOnce_OneOfThemHolds()
    {
        var order = await _orders.PayAsync(1);
        var chargeback = await _desk.OpenAsync(order, 1_000);

        var ends = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .SelectMany(_ => new[] { _desk.WinAsync(chargeback), _desk.LoseAsync(chargeback) })
        );
        await _orders.ReadEventsAsync();

        Assert.Equal(1, ends.Count(e => !e.Failed));
        Assert.All(
            ends.Where(e => e.Failed),
            e => Assert.Equal("chargebacks.already_decided", e.Error.Code)
        );
    }

    private async Task<Result> FreezeAsync(long order, string? reason)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<FreezeSales>()
            .HandleAsync(new(new OrderId(order), [1], reason), default);
    }

    private async Task<Result<RefundId>> RefundAsync(long order, long minor, string key)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<GrantRefund>()
            .HandleAsync(
                new(
                    new OrderId(order),
                    key,
                    [],
                    new Money(minor, Currency.Of("GBP")),
                    RefundBearer.Seller,
                    "Arrived broken"
                ),
                default
            );
    }

    /// <summary>State and reason of the order's sales; the reason up to its colon.</summary>
    private Task<string?> FrozenAsync(long order) =>
        Portal.AdminScalarAsync<string>(
            $"""
            SELECT DISTINCT status || ' ' || coalesce(split_part(frozen_reason, ':', 1), '-')
            FROM settlement.sales WHERE order_id = {order}
            """
        );
}
