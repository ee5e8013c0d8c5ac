using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders;
using Portal.Core.Orders.CashOnDelivery;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders.Checkout;
using Portal.Tests.Settlement;

namespace Portal.Tests.Orders.CashOnDelivery;

/// <summary>Orders that are paid when the goods are there.</summary>
public sealed class CashOnDeliveryTests : CheckoutTests
{
    private PaidOrders _money = null!;
    private long _order;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _money = new PaidOrders(Portal);
        await Portal.AdminScalarAsync<int>(
            $"UPDATE payments.methods SET gateway = '{CashReceiptsSql.Gateway}' WHERE code = 'card'"
        );
        _order = await PlaceAsync();
        await PumpAsync();
    }

    [Fact]
    public async Task Order_KeepsItsStock_AndIsNotAskedAboutUntilSomebodySaysSomething()
    {
        Assert.Equal("paying waiting", await StateAsync());
        Assert.Equal(
            2,
            await Portal.AdminScalarAsync<int>("SELECT reserved FROM inventory.stock_items")
        );
        Assert.True(
            await Portal.AdminScalarAsync<bool>(
                "SELECT leased_until > now() + interval '11 hours' FROM orders.orders"
            )
        );
        Assert.Empty(Gateway.Charged);
    }

    [Fact]
    public async Task CashReceived_CompletesTheOrder_AndItsMoneyIsDueByTheDayOfDelivery()
    {
        var answer = await RecordAsync(CashOutcome.Received);
        await PumpAsync();
        await _money.ReadEventsAsync();

        Assert.Equal(1, answer.Value);
        Assert.Equal("completed captured", await StateAsync());
        Assert.Equal(
            "cash",
            await Portal.AdminScalarAsync<string>(
                "SELECT owner FROM ledger.accounts WHERE kind = 'gateway_clearing'"
            )
        );
        Assert.Equal(
            await Portal.AdminScalarAsync<long>("SELECT total_minor FROM orders.orders"),
            await _money.BalanceAsync(AccountKind.Escrow)
        );
        Assert.True(
            await Portal.AdminScalarAsync<bool>(
                """
                SELECT bool_and(delivered_at = c.recorded_at AND due_at = c.recorded_at + interval '14 days')
                FROM settlement.sales s JOIN payments.cash_receipts c ON c.order_id = s.order_id
                """
            )
        );
    }

    [Fact]
    public async Task RefusedOnDelivery_FailsWithTheReason_FreesTheStock_AndMayBeDeliveredAgain()
    {
        await RecordAsync(CashOutcome.Refused, "Nobody at home");
        await PumpAsync();

        Assert.Equal("failed declined", await StateAsync());
        Assert.Equal(
            "payment_declined Nobody at home",
            await Portal.AdminScalarAsync<string>(
                "SELECT failure_code || ' ' || failure_detail FROM orders.orders"
            )
        );
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<int>("SELECT reserved FROM inventory.stock_items")
        );

        await using (var scope = Portal.Scope())
        {
            await scope.Get<RetryOrders>().HandleAsync(new([new(_order)]), default);
        }

        await PumpAsync();
        Assert.Equal("paying waiting", await StateAsync());
        await RecordAsync(CashOutcome.Received);
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync());
    }

    [Fact]
    public async Task RefusedWithoutAReason_IsRefused()
    {
        var answer = await RecordAsync(CashOutcome.Refused, "  ");

        Assert.True(answer.Failed);
        Assert.Equal("paying waiting", await StateAsync());
    }

    [Fact]
    public async Task TwentyClicksAtOnce_AreOneReceipt()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => RecordAsync(CashOutcome.Received)))
        );
        await PumpAsync();

        Assert.Single(answers, a => !a.Failed);
        Assert.All(
            answers.Where(a => a.Failed),
            a => Assert.Equal(OrderErrors.NotWaitingForCash, a.Error)
        );
        Assert.Equal("completed captured", await StateAsync());
        Assert.Equal(
            1,
            await Portal.AdminScalarAsync<long>(
                $"SELECT count(*) FROM events.log WHERE kind = '{OrderEvents.CashReceived}'"
            )
        );
    }

    [Fact]
    public async Task CancelledOrder_TakesNoCashAnyMore()
    {
        await Shop.DoneAsync("POST", $"orders/{_order}/cancel", "{}", Guid.NewGuid().ToString());

        Assert.Equal("cancelled declined", await StateAsync());
        Assert.Equal(
            OrderErrors.NotWaitingForCash,
            (await RecordAsync(CashOutcome.Received)).Error
        );
    }

    [Fact]
    public async Task CashHandedOverWhileTheBuyerCancels_IsNeverLost()
    {
        var cancelling = Shop.SendAsync(
            "POST",
            $"orders/{_order}/cancel",
            "{}",
            Guid.NewGuid().ToString()
        );
        var recording = RecordAsync(CashOutcome.Received);
        using var cancelled = await cancelling;
        var recorded = await recording;
        await PumpAsync();

        Assert.Equal(
            recorded.Failed ? "cancelled declined" : "completed captured",
            await StateAsync()
        );
        Assert.Equal(recorded.Failed, cancelled.IsSuccessStatusCode);
    }

    [Fact]
    public async Task WorkerThatAskedBeforeTheCashCame_DoesNotOverwriteIt()
    {
        await Portal.AdminScalarAsync<int>("UPDATE orders.orders SET leased_until = now()");
        await using var scope = Portal.PlatformScope();
        var asked = await scope.Get<TakeOverOrders>().OverdueAsync(null, default);
        var answers = await scope.Get<PayOrders>().AskAsync(asked.Payments, default);

        await RecordAsync(CashOutcome.Received);
        var late = await scope.Get<FinishOrders>().WriteAsync(asked, answers, default);

        Assert.Equal(1, late.Lost);
        await PumpAsync();
        Assert.Equal("completed captured", await StateAsync());
    }

    [Fact]
    public async Task CashIsRefunded_ByAPersonWhoPaysItOut_AndWritesItDown()
    {
        await RecordAsync(CashOutcome.Received);
        await PumpAsync();
        await _money.ReadEventsAsync();
        var refund = await _money.GrantedAsync(
            new GrantRefundCommand(
                new OrderId(_order),
                "back",
                [],
                new Money(100, Currency.Of("GBP")),
                RefundBearer.Seller,
                "Arrived broken"
            )
        );
        await using var scope = Portal.Scope();
        var sent = await scope.Get<SendRefunds>().HandleAsync(default);
        Assert.Equal(1, sent.Value.Failed);
        var waiting = (await scope.Get<RefundQueries>().FindAsync(refund, default)).Value;
        Assert.True(waiting.Summary.WaitsForAPerson);

        var recorded = await scope
            .Get<RecordRefundByHand>()
            .HandleAsync(new(refund, "BACS 4711", new DateOnly(2026, 1, 1)), default);

        Assert.False(recorded.Failed);
        Assert.Equal(-100, await _money.BalanceAsync(AccountKind.Bank));
        Assert.Equal(0, await _money.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task List_ShowsWhatWaitsFirst_AndWhatIsToBeReceived()
    {
        await RecordAsync(CashOutcome.Received);
        await PumpAsync();
        var next = await PlaceAsync();
        await PumpAsync();
        await using var scope = Portal.Scope();
        var queries = scope.Get<CashOrderQueries>();

        var rows = (await queries.ListAsync(new CashFilter(), new PageRequest(), default))
            .Value
            .Rows;
        Assert.Equal(
            [(next, CashState.Waiting), (_order, CashState.Received)],
            rows.Select(r => (r.Order.Value, r.State))
        );
        Assert.Equal(
            rows[0].Amount,
            Assert.Single((await queries.SumsAsync(default)).Value).Amount
        );
        var received = await queries.ListAsync(
            new CashFilter([CashState.Received], rows[1].Reference),
            new PageRequest(),
            default
        );
        Assert.Single(received.Value.Rows);
    }

    private async Task<long> PlaceAsync()
    {
        var placed = await Shop.DoneAsync(
            "POST",
            "orders",
            TestShop.Order((Lamp, 2)),
            Guid.NewGuid().ToString()
        );
        return placed.GetProperty("order_id").GetInt64();
    }

    private async Task PumpAsync()
    {
        await using var scope = Portal.PlatformScope();
        await scope.Get<OrderPump>().PumpPendingAsync(default);
        await scope.Get<OrderPump>().PumpOverdueAsync(default);
    }

    private async Task<Result<int>> RecordAsync(CashOutcome outcome, string? reason = null)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<RecordCash>()
            .HandleAsync(new RecordCashCommand([new OrderId(_order)], outcome, reason), default);
    }

    private Task<string?> StateAsync() =>
        Portal.AdminScalarAsync<string>(
            $"""
            SELECT o.status || ' ' || a.status FROM orders.orders o
            JOIN payments.attempts a ON a.order_id = o.id AND a.attempt = o.attempt WHERE o.id = {_order}
            """
        )!;
}
