using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Payments;

/// <summary>Granted refunds on their way to the buyer.</summary>
public sealed class SendRefundsTests : PortalTests
{
    private readonly HookedGateway _gateway = new();
    private PaidOrders _orders = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(_gateway)
            .Configure<RefundOptions>(o => (o.BatchSize, o.MaxTries) = (5, 3));

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
    }

    [Fact]
    public async Task Granted_IsSentOnce_AndBookedOutOfTheGateway()
    {
        var (order, refund) = await GrantAsync(400);

        Assert.Equal(new RefundRound(1, 1, 0, 0), (await SendAsync()).Value);
        Assert.Equal(new RefundRound(0, 0, 0, 0), (await SendAsync()).Value);

        Assert.Equal([$"refund-{refund.Value}"], _gateway.Refunded);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(600, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        var found = await FindAsync(refund);
        Assert.Equal(RefundStatus.Sent, found.Summary.Status);
        Assert.Equal("hooked-2", found.GatewayReference);
        Assert.NotNull(found.BookedAsSent);
        Assert.Equal(
            [(1, (RefundStatus?)RefundStatus.Sent)],
            found.Attempts.Select(a => (a.Number, a.Outcome))
        );
        Assert.Contains(
            $"\"order-{order}-1\"",
            found.Attempts[0].Request,
            StringComparison.Ordinal
        );
        Assert.Equal(["order.refund_sent"], await EventsAsync(order));
    }

    [Fact]
    public async Task TwentyRoundsAtOnce_SendEachOnce()
    {
        for (var i = 0; i < 12; i++)
        {
            await GrantAsync(100);
        }

        var rounds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(SendAsync)));

        Assert.Equal(12, rounds.Sum(r => r.Value.Sent));
        Assert.Equal(12, _gateway.Refunded.Count);
        Assert.Equal(12, _gateway.Refunded.Distinct().Count());
    }

    [Fact]
    public async Task Refused_IsTriedAgainAtItsTime_ThenWaitsForAPerson_WhoSendsItUnderTheSameKey()
    {
        var (order, refund) = await GrantAsync(400);
        _gateway.OnRefund = _ =>
            Task.FromResult(
                new RefundAnswer(RefundVerdict.Refused, Code: "account_short", Message: "Short.")
            );

        await SendAsync();
        Assert.Equal(0, (await SendAsync()).Value.Asked);
        Assert.NotNull((await FindAsync(refund)).Summary.DueAt);
        await ComeDueAsync();
        await SendAsync();
        await ComeDueAsync();
        await SendAsync();

        var waiting = await FindAsync(refund);
        Assert.True(waiting.Summary.WaitsForAPerson);
        Assert.Equal(("account_short", "Short."), (waiting.FailureCode, waiting.Summary.Message));
        Assert.Empty(_gateway.Refunded);
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));

        _gateway.OnRefund = _ => Task.FromResult(new RefundAnswer(RefundVerdict.Sent, "late"));
        Assert.False((await RetryAsync(refund)).Failed);
        Assert.Equal(1, (await SendAsync()).Value.Sent);
        Assert.Equal([$"refund-{refund.Value}"], _gateway.Refunded);
        Assert.Equal(RefundErrors.NothingToRetry, (await RetryAsync(refund)).Error);
        Assert.Equal(
            [
                "order.refund_failed",
                "order.refund_failed",
                "order.refund_failed",
                "order.refund_retried",
                "order.refund_sent",
            ],
            await EventsAsync(order)
        );
    }

    [Fact]
    public async Task RefusedForGood_WaitsForAPersonAtOnce()
    {
        var (_, refund) = await GrantAsync(400);
        _gateway.OnRefund = _ =>
            Task.FromResult(
                new RefundAnswer(RefundVerdict.Refused, Code: "exceeds_charge", MayPass: false)
            );

        await SendAsync();

        Assert.True((await FindAsync(refund)).Summary.WaitsForAPerson);
    }

    [Fact]
    public async Task Unknown_IsAskedAboutBeforeItIsSentAgain()
    {
        var (order, refund) = await GrantAsync(400);
        var asked = 0;
        _gateway.OnRefund = _ =>
        {
            asked++;
            return Task.FromResult(new RefundAnswer(RefundVerdict.Unknown, Message: "No answer."));
        };

        Assert.Equal(1, (await SendAsync()).Value.Unknown);
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));
        await ComeDueAsync();
        Assert.Equal(1, (await SendAsync()).Value.Sent);

        Assert.Equal(1, asked);
        Assert.Equal(2, (await FindAsync(refund)).Attempts.Count);
        Assert.Equal(["order.refund_unknown", "order.refund_sent"], await EventsAsync(order));
    }

    [Fact]
    public async Task WorkerThatComesBackLate_DoesNotWriteOverItsSuccessor()
    {
        var (_, refund) = await GrantAsync(400);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gateway.OnRefund = async _ =>
        {
            began.SetResult();
            await held.Task;
            return new RefundAnswer(RefundVerdict.Refused, Code: "account_short");
        };
        var late = Task.Run(SendAsync);
        await began.Task;
        _gateway.OnRefund = _ => Task.FromResult(new RefundAnswer(RefundVerdict.Sent, "in time"));

        await ComeDueAsync();
        Assert.Equal(1, (await SendAsync()).Value.Sent);
        held.SetResult();
        Assert.False((await late).Failed);

        var found = await FindAsync(refund);
        Assert.Equal(
            (RefundStatus.Sent, "in time"),
            (found.Summary.Status, found.GatewayReference)
        );
        Assert.Equal([null, RefundStatus.Sent], found.Attempts.Select(a => a.Outcome));
    }

    [Fact]
    public async Task ChargeOfAnotherGateway_IsNotSentThroughThisOne()
    {
        var (_, refund) = await GrantAsync(400);
        await Portal.AdminScalarAsync<int>("UPDATE payments.refunds SET gateway = 'another'");

        Assert.Equal(0, (await SendAsync()).Value.Asked);
        Assert.Equal(RefundStatus.Granted, (await FindAsync(refund)).Summary.Status);
    }

    [Theory]
    [InlineData(BuiltInRoles.MarketplaceAdmin)]
    [InlineData(BuiltInRoles.Seller)]
    public async Task OnlyFinance_SendsAndRetries(string role)
    {
        var (_, refund) = await GrantAsync(400);
        var person = await Portal.AddPersonAsync("one@example.com", role, Portal.Tenant);
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        Assert.Equal(Error.Forbidden, (await scope.Get<SendRefunds>().HandleAsync(default)).Error);
        Assert.Equal(
            Error.Forbidden,
            (await scope.Get<RetryRefund>().HandleAsync(new(refund), default)).Error
        );
        Assert.Empty(_gateway.Refunded);
    }

    private async Task<(long Order, RefundId Refund)> GrantAsync(long minor)
    {
        var order = await _orders.PayAsync(1);
        var refund = await _orders.GrantedAsync(
            new GrantRefundCommand(
                new OrderId(order),
                $"request-{order}",
                [],
                new Money(minor, Currency.Of("GBP")),
                RefundBearer.Seller,
                "Arrived broken"
            )
        );
        return (order, refund);
    }

    private async Task<Result<RefundRound>> SendAsync()
    {
        await using var scope = Portal.Scope();
        return await scope.Get<SendRefunds>().HandleAsync(default);
    }

    private async Task<Result> RetryAsync(RefundId refund)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<RetryRefund>().HandleAsync(new(refund), default);
    }

    private async Task<RefundDetail> FindAsync(RefundId refund)
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<RefundQueries>().FindAsync(refund, default)).Value;
    }

    /// <summary>The time of what waits, or of a worker's lease, is over.</summary>
    private Task ComeDueAsync() =>
        Portal.AdminScalarAsync<int>(
            "UPDATE payments.refunds SET due_at = clock_timestamp() WHERE due_at IS NOT NULL"
        );

    private async Task<string[]> EventsAsync(long order) =>
        await Portal.AdminScalarAsync<string[]>(
            $"SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_id = {order} AND kind LIKE 'order.refund\\_%'"
        ) ?? [];
}
