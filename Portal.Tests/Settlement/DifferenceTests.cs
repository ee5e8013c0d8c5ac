using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>What a person decides about a difference is an entry or a reason, and can be taken back.</summary>
public sealed class DifferenceTests : PortalTests
{
    private PaidOrders _orders = null!;
    private StatementDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = await StatementDesk.OpenAsync(Portal);
    }

    [Fact]
    public async Task LineWithAnotherAmount_IsMatchedByItsProposal_AndTheRestIsBorneByTheNamedAccount()
    {
        var order = await _orders.PayAsync(2);
        var today = _desk.Today;
        await _desk.TakeAsync(
            _desk.Statement(StatementSource.Gateway, "GBP", today, _desk.Charge(order, 1_900, 40))
        );
        var difference = Assert.Single(await _desk.OpenAsync()).Difference;
        Assert.Equal((DifferenceKind.WrongAmount, -100), (difference.Kind, difference.AmountMinor));
        var proposal = (await _desk.FindAsync(difference.Id)).Proposals[0];
        var match = new MatchDifferenceCommand(
            proposal.Resolves,
            proposal.Kind,
            proposal.Targets,
            "The gateway kept a pound"
        );

        Assert.Equal(
            ReconciliationErrors.AccountNeeded.Fields.Keys,
            (await MatchAsync(match)).Error.Fields.Keys
        );
        Assert.False((await MatchAsync(match with { Account = AccountKind.Fees })).Failed);
        Assert.Equal(-140, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal(1_860, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.Equal(
            ReconciliationErrors.NotOpen,
            (await MatchAsync(match with { Account = AccountKind.Fees })).Error
        );

        Assert.False((await UndoAsync(difference.Id)).Failed);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal(ReconciliationErrors.NotResolved, (await UndoAsync(difference.Id)).Error);
        Assert.False((await MatchAsync(match with { Account = AccountKind.Commission })).Failed);
        Assert.Equal(-40, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal(-100, await _orders.BalanceAsync(AccountKind.Commission));
    }

    [Fact]
    public async Task CreditThatIsTwoPaymentsOfTheGateway_IsProposedAsTheirSum()
    {
        var today = _desk.Today;
        await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Gateway,
                "GBP",
                today,
                _desk.Settlement(-700, "SETTLE-A"),
                _desk.Settlement(-250, "SETTLE-B"),
                _desk.Settlement(-90, "SETTLE-C")
            )
        );
        await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Bank,
                "GBP",
                today,
                new ReadLine(0, StatementLineKind.Credit, 790, 0, today, Text: "collected")
            )
        );
        var credit = Assert.Single(
            await _desk.OpenAsync(),
            d => d.Difference.Source is StatementSource.Bank
        );

        var proposal = Assert.Single((await _desk.FindAsync(credit.Difference.Id)).Proposals);
        Assert.Equal(2, proposal.Targets.Count);
        Assert.False(
            (
                await MatchAsync(
                    new(proposal.Resolves, proposal.Kind, proposal.Targets, proposal.Reason)
                )
            ).Failed
        );

        Assert.Equal(790, await _orders.BalanceAsync(AccountKind.Bank));
        await _desk.MatchAsync();
        Assert.Equal(-250, Assert.Single(await _desk.OpenAsync()).Difference.AmountMinor);
    }

    [Fact]
    public async Task BankFee_IsBookedByAPerson_OrLeft_AndTakenBack()
    {
        var fee = await TakeFeeAsync();

        Assert.False((await IgnoreAsync(fee, "Not ours")).Failed);
        Assert.Empty(await _desk.OpenAsync());
        Assert.False((await UndoAsync(fee)).Failed);
        Assert.Equal(
            "account",
            Assert.Single((await BookAsync(fee, AccountKind.Escrow)).Error.Fields.Keys)
        );
        Assert.False((await BookAsync(fee, AccountKind.Fees)).Failed);

        Assert.Equal(-615, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(-615, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal((0, 0), await _desk.CountMatchesAsync());
        var resolved = await _desk.FindAsync(fee);
        Assert.Equal(ResolutionKind.Booked, resolved.Row.Difference.Resolution);
        Assert.NotNull(resolved.Entry);
    }

    [Fact]
    public async Task DifferenceAboveTheLimit_NeedsSomebodyWhoMayDecideMore()
    {
        await using (var scope = Portal.Scope())
        {
            await scope.Get<SaveTerms>().HandleAsync(new(5, 14, 0, 500), default);
        }

        var fee = await TakeFeeAsync();

        Assert.Equal(
            "reconciliation.beyond_limit",
            (await BookAsync(fee, AccountKind.Fees)).Error.Code
        );
        Assert.Equal(
            "reconciliation.beyond_limit",
            (await IgnoreAsync(fee, "Not ours")).Error.Code
        );
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
        await using var admin = Portal.Scope();
        var booked = await admin
            .Get<BookDifference>()
            .HandleAsync(new(fee, AccountKind.Fees, "Account fee"), default);
        Assert.False(booked.Failed);
    }

    /// <summary>The bank takes 6.15 that nothing of ours stands for.</summary>
    private async Task<DifferenceId> TakeFeeAsync()
    {
        var today = _desk.Today;
        await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Bank,
                "GBP",
                today,
                new ReadLine(0, StatementLineKind.Debit, -615, 0, today, Text: "Account fee")
            )
        );
        return Assert.Single(await _desk.OpenAsync()).Difference.Id;
    }

    private Task<Result> MatchAsync(MatchDifferenceCommand command) =>
        _desk.DoAsync<MatchDifference>(a => a.HandleAsync(command, default));

    private Task<Result> BookAsync(DifferenceId id, AccountKind account) =>
        _desk.DoAsync<BookDifference>(a => a.HandleAsync(new(id, account, "Account fee"), default));

    private Task<Result> IgnoreAsync(DifferenceId id, string reason) =>
        _desk.DoAsync<IgnoreDifference>(a => a.HandleAsync(new(id, reason), default));

    private Task<Result> UndoAsync(DifferenceId id) =>
        _desk.DoAsync<UndoResolution>(a => a.HandleAsync(new(id), default));
}
