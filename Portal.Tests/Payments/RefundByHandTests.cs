using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Returns;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Payments;

/// <summary>Refunds that the gateway does not give back, and that somebody pays out from the bank.</summary>
public sealed class RefundByHandTests : PortalTests
{
    private const string Reference = "BACS 4711";

    private readonly HookedGateway _gateway = new();
    private PaidOrders _orders = null!;
    private long _order;
    private RefundId _refund;

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
        _gateway.OnRefund = _ =>
            Task.FromResult(
                new RefundAnswer(
                    RefundVerdict.Refused,
                    Code: "card_closed",
                    Message: "The card was closed.",
                    MayPass: false
                )
            );
    }

    [Fact]
    public async Task PaidOut_IsNoLongerOwed_AndLeftTheBankAndNotTheGateway()
    {
        await SendAsync();

        Assert.False((await RecordAsync()).Failed);

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Refunds));
        Assert.Equal(-400, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(1_000, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        var found = await FindAsync();
        Assert.Equal(
            (RefundStatus.Sent, "bank", Reference),
            (found.Summary.Status, found.Summary.Gateway, found.GatewayReference)
        );
        Assert.NotNull(found.BookedAsSent);
        Assert.Equal(
            """{"paid_on": "2026-01-02", "currency": "GBP", "refund_id": 1, "amount_minor": 400, "bank_reference": "BACS 4711"}""",
            await Portal.AdminScalarAsync<string>(
                "SELECT payload::text FROM events.log WHERE kind = 'order.refund_paid_by_hand'"
            )
        );
    }

    [Fact]
    public async Task OnlyWhatWaitsForAPerson_IsPaidOut_AndOnce()
    {
        Assert.Equal(RefundErrors.NotWaiting, (await RecordAsync()).Error);
        await SendAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RecordAsync()));

        Assert.Single(answers, a => !a.Failed);
        Assert.All(
            answers.Where(a => a.Failed),
            a => Assert.Equal(RefundErrors.NotWaiting, a.Error)
        );
        Assert.Equal(-400, await _orders.BalanceAsync(AccountKind.Bank));
        await using var scope = Portal.Scope();
        Assert.Equal(
            RefundErrors.NothingToRetry,
            (await scope.Get<RetryRefund>().HandleAsync(new(_refund), default)).Error
        );
    }

    [Fact]
    public async Task BadInput_IsRefused_AndNothingMoves()
    {
        await SendAsync();
        var tomorrow = DateOnly.FromDateTime(Portal.Clock.GetUtcNow().UtcDateTime).AddDays(2);

        Assert.Equal(RefundErrors.NotFound, (await RecordAsync(refund: new(99))).Error);
        Assert.True((await RecordAsync(reference: "  ")).Failed);
        Assert.True((await RecordAsync(paidOn: tomorrow)).Failed);

        Assert.True((await FindAsync()).Summary.WaitsForAPerson);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Theory]
    [InlineData(BuiltInRoles.MarketplaceAdmin)]
    [InlineData(BuiltInRoles.Seller)]
    public async Task OnlyFinance_RecordsIt(string role)
    {
        await SendAsync();
        var person = await Portal.AddPersonAsync("one@example.com", role, Portal.Tenant);
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);

        var answer = await scope
            .Get<RecordRefundByHand>()
            .HandleAsync(new(_refund, Reference, new DateOnly(2026, 1, 2)), default);

        Assert.Equal(Error.Forbidden, answer.Error);
    }

    [Fact]
    public async Task LineOfTheBankWithItsReference_IsMatchedByItself()
    {
        var desk = await StatementDesk.OpenAsync(Portal);
        await SendAsync();
        await RecordAsync();

        var matched = await desk.TakeAsync(Debit(desk, $"Sent {Reference} thank you"));

        Assert.Equal((1, 0), (matched.Lines, matched.Open));
        Assert.Equal(-400, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task LineOfTheBankWithAnotherReference_IsProposed_AndMatchedByAPerson()
    {
        var desk = await StatementDesk.OpenAsync(Portal);
        await SendAsync();
        await RecordAsync();
        await desk.TakeAsync(Debit(desk, "Faster payment"));
        var line = Assert.Single(await desk.OpenAsync(), d => d.Difference.LineId is not null);

        var proposal = Assert.Single((await desk.FindAsync(line.Difference.Id)).Proposals);
        Assert.Equal((MatchTarget.Refund, _refund.Value), (proposal.Kind, proposal.Targets[0]));
        var done = await desk.DoAsync<MatchDifference>(a =>
            a.HandleAsync(
                new(line.Difference.Id, proposal.Kind, proposal.Targets, "The same payment"),
                default
            )
        );

        Assert.False(done.Failed);
        await desk.MatchAsync();
        Assert.Empty(await desk.OpenAsync());
        Assert.Equal(-400, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task NoStatementHasIt_IsADifference()
    {
        var desk = await StatementDesk.OpenAsync(Portal);
        await SendAsync();
        await RecordAsync();
        var today = desk.Today;

        await desk.TakeAsync(
            desk.Statement(
                StatementSource.Bank,
                "GBP",
                today.AddDays(5),
                new ReadLine(0, StatementLineKind.Credit, 5, 0, today, Text: "Interest")
            )
        );

        var missing = Assert.Single(await desk.OpenAsync(), d => d.Difference.LineId is null);
        Assert.Equal(
            (DifferenceKind.MissingThere, MatchTarget.Refund, 400),
            (
                missing.Difference.Kind,
                missing.Difference.TargetKind!.Value,
                missing.Difference.AmountMinor
            )
        );
    }

    private static ReadStatement Debit(StatementDesk desk, string text) =>
        desk.Statement(
            StatementSource.Bank,
            "GBP",
            desk.Today,
            new ReadLine(0, StatementLineKind.Debit, -400, 0, desk.Today, Text: text)
        );

    private async Task SendAsync()
    {
        await using var scope = Portal.Scope();
        Assert.Equal(1, (await scope.Get<SendRefunds>().HandleAsync(default)).Value.Failed);
    }

    private async Task<Result> RecordAsync(
        RefundId? refund = null,
        string reference = Reference,
        DateOnly? paidOn = null
    )
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<RecordRefundByHand>()
            .HandleAsync(
                new(refund ?? _refund, reference, paidOn ?? new DateOnly(2026, 1, 2)),
                default
            );
    }

    private async Task<RefundDetail> FindAsync()
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<RefundQueries>().FindAsync(_refund, default)).Value;
    }
}
