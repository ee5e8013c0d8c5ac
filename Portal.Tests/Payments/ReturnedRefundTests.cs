using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Payments;

/// <summary>Refunds that were sent, and that the buyer's bank sends back later.</summary>
public sealed class ReturnedRefundTests : PortalTests
{
    private readonly HookedGateway _gateway = new();
    private PaidOrders _orders = null!;
    private long _order;
    private RefundId _refund;
    private int _messages;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(_gateway);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _order = await _orders.PayAsync(1);
        _refund = await _orders.GrantedAsync(
            new GrantRefundCommand(
                new OrderId(_order),
                $"request-{_order}",
                [],
                new Money(400, Currency.Of("GBP")),
                RefundBearer.Seller,
                "Arrived broken"
            )
        );
        await SendAsync();
    }

    [Fact]
    public async Task Returned_IsOwedAgain_AndWaitsForAPerson()
    {
        ComesBack();
        await TellAsync();

        Assert.Equal(1, (await CheckAsync()).Value);

        var found = await FindAsync();
        Assert.True(found.Summary.WaitsForAPerson);
        Assert.Equal("expired_or_canceled_card", found.FailureCode);
        Assert.Null(found.BookedAsSent);
        Assert.Equal(
            [RefundStatus.Sent, RefundStatus.Failed],
            found.Attempts.OrderBy(a => a.Number).Select(a => a.Outcome)
        );
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.Equal(["order.refund_sent", "order.refund_returned"], await EventsAsync());
        Assert.Equal(0, (await CheckAsync()).Value);
    }

    [Fact]
    public async Task SentAgainByAPerson_LeavesASecondTime()
    {
        ComesBack();
        await TellAsync();
        await CheckAsync();

        await RetryAsync();
        await SendAsync();

        var found = await FindAsync();
        Assert.Equal(RefundStatus.Sent, found.Summary.Status);
        Assert.NotNull(found.BookedAsSent);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(600, await _orders.BalanceAsync(AccountKind.GatewayClearing));
    }

    [Fact]
    public async Task ReturnedTwice_IsReversedTwice()
    {
        ComesBack();
        for (var i = 0; i < 2; i++)
        {
            await TellAsync();
            await CheckAsync();
            Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));
            await RetryAsync();
            await SendAsync();
        }

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(2, await Portal.AdminScalarAsync<int>("SELECT returns FROM payments.refunds"));
    }

    [Fact]
    public async Task StillWithTheBuyer_NothingChanges()
    {
        await TellAsync();

        Assert.Equal(1, (await CheckAsync()).Value);
        Assert.Equal(0, (await CheckAsync()).Value);

        Assert.Equal(RefundStatus.Sent, (await FindAsync()).Summary.Status);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task GatewayAway_IsNotGuessed_AndAskedAgain()
    {
        _gateway.OnFindRefund = () => new RefundAnswer(RefundVerdict.Unknown);
        await TellAsync();
        await CheckAsync();
        Assert.Equal(RefundStatus.Sent, (await FindAsync()).Summary.Status);
        Assert.Equal(0, (await CheckAsync()).Value);

        ComesBack();
        await Portal.AdminScalarAsync<int>(
            "UPDATE payments.refunds SET check_due_at = clock_timestamp() WHERE check_due_at IS NOT NULL"
        );
        await CheckAsync();

        Assert.Equal(RefundStatus.Failed, (await FindAsync()).Summary.Status);
    }

    [Fact]
    public async Task TwentyRoundsAtOnce_ReverseItOnce()
    {
        ComesBack();
        await TellAsync();

        var rounds = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(CheckAsync)));

        Assert.Equal(1, rounds.Sum(r => r.Value));
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Refunds));
    }

    [Fact]
    public async Task AnswerFromBeforeTheMessage_IsAskedForAgain()
    {
        _gateway.OnFindRefund = () =>
        {
            TellAsync().GetAwaiter().GetResult();
            _gateway.OnFindRefund = Back;
            return new RefundAnswer(RefundVerdict.Sent, "hooked-2");
        };
        await TellAsync();

        await CheckAsync();
        Assert.Equal(1, (await CheckAsync()).Value);

        Assert.Equal(RefundStatus.Failed, (await FindAsync()).Summary.Status);
    }

    [Fact]
    public async Task Returned_CanBePaidOutFromTheBank()
    {
        ComesBack();
        await TellAsync();
        await CheckAsync();
        await using var scope = Portal.Scope();

        var recorded = await scope
            .Get<RecordRefundByHand>()
            .HandleAsync(new(_refund, "BACS 4711", new DateOnly(2026, 1, 2)), default);

        Assert.False(recorded.Failed);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(-400, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.NotNull((await FindAsync()).BookedAsSent);
    }

    [Fact]
    public async Task WithoutTheRight_IsRefused()
    {
        var person = await Portal.AddPersonAsync(
            "seller@example.com",
            BuiltInRoles.Seller,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        Assert.Equal(
            Error.Forbidden,
            (await scope.Get<CheckSentRefunds>().HandleAsync(default)).Error
        );
    }

    private void ComesBack() => _gateway.OnFindRefund = Back;

    private static RefundAnswer Back() =>
        new(
            RefundVerdict.Refused,
            "hooked-2",
            "expired_or_canceled_card",
            "The buyer's bank did not take it back.",
            MayPass: false
        );

    /// <summary>The gateway says that something became of the refund.</summary>
    private async Task TellAsync()
    {
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO payments.webhook_events
                (tenant_id, gateway, event_id, type, occurred_at, received_at, refund_id, status, attempts)
            VALUES ({Portal.Tenant.Value}, 'hooked', 'evt_{++_messages}', 'refund.failed', now(), now(), {_refund.Value}, 'waiting', 0)
            """
        );
        await using var scope = Portal.PlatformScope();
        await scope.Get<FollowWebhooks>().HandleAsync(default);
    }

    private async Task<Result<int>> CheckAsync()
    {
        await using var scope = Portal.Scope();
        return await scope.Get<CheckSentRefunds>().HandleAsync(default);
    }

    private async Task SendAsync()
    {
        await using var scope = Portal.Scope();
        Assert.Equal(1, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Sent);
    }

    private async Task RetryAsync()
    {
        await using var scope = Portal.Scope();
        Assert.False((await scope.Get<RetryRefund>().HandleAsync(new(_refund), default)).Failed);
    }

    private async Task<RefundDetail> FindAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<RefundQueries>().FindAsync(_refund, default)).Value;
    }

    private async Task<string[]> EventsAsync() =>
        await Portal.AdminScalarAsync<string[]>(
            $"SELECT array_agg(kind::text ORDER BY id) FROM events.log WHERE subject_id = {_order} AND kind LIKE 'order.refund\\_%'"
        ) ?? [];
}
