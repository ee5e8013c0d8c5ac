using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>What gateway and bank say, against the books: what matches is booked, what does not waits for a person.</summary>
public sealed class ReconciliationTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;
    private StatementDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        _desk = await StatementDesk.OpenAsync(Portal);
    }

    [Fact]
    public async Task ChargesRefundsFeesAndSettlement_AreMatchedAcrossGatewayBooksAndBank()
    {
        var (one, two) = (await _orders.PayAsync(3), await _orders.PayAsync(1));
        await _orders.RefundAsync(two, 400);
        await SendRefundsAsync();
        var today = _desk.Today;

        var first = await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Gateway,
                "GBP",
                today,
                _desk.Charge(one, 3_000, 60),
                _desk.Charge(two, 1_000, 20),
                new(0, StatementLineKind.Refund, -400, 0, today, "refund-1"),
                new(0, StatementLineKind.Fee, -120, 0, today, Text: "Monthly fee"),
                new(0, StatementLineKind.Settlement, -3_400, 0, today, null, "po_1", "SETTLE-1")
            )
        );

        Assert.Equal((4, 0), (first.Lines, first.Open));
        Assert.Equal(3_400, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.Equal(-200, await _orders.BalanceAsync(AccountKind.Fees));

        var second = await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Bank,
                "GBP",
                today,
                new ReadLine(0, StatementLineKind.Credit, 3_400, 0, today, Text: "hooked SETTLE-1")
            )
        );

        Assert.Equal((1, 0), (second.Lines, second.Open));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.GatewayClearing));
        Assert.Equal(3_400, await _orders.BalanceAsync(AccountKind.Bank));
        var overview = await _desk.OverviewAsync();
        Assert.All(overview.Accounts, a => Assert.Equal((a.Stated, 0), (a.Books, a.OpenLines)));
    }

    [Fact]
    public async Task PayoutsTheBankPaidAndGaveBack_AreBookedOnce_ThoughTheStatementComesTwice()
    {
        var run = await SentRunAsync();
        var payout = Assert.Single(await _payouts.PayoutsAsync(run)).Payout;
        var today = _desk.Today;
        var paid = _desk.Statement(
            StatementSource.Bank,
            "GBP",
            today,
            Debit(payout.Id, -4_000, today)
        );

        Assert.Equal(1, (await _desk.TakeAsync(paid)).Lines);
        Assert.Equal(PayoutStatus.Paid, await StatusAsync(run));
        Assert.Equal(-4_000, await _orders.BalanceAsync(AccountKind.Bank));

        var again = (await _desk.ImportAsync(StatementWriter.Csv(paid))).Value;
        Assert.False(Assert.Single(again).IsNew);
        Assert.Equal((0, 0), await _desk.CountMatchesAsync());
        var changed = paid with { OpeningMinor = 10, ClosingMinor = paid.ClosingMinor + 10 };
        Assert.Equal(
            ReconciliationErrors.ChangedStatement,
            (await _desk.ImportAsync(StatementWriter.Csv(changed))).Error
        );

        await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Bank,
                "GBP",
                today,
                new ReadLine(
                    0,
                    StatementLineKind.Return,
                    4_000,
                    0,
                    today,
                    $"PAYOUT-{payout.Id.Value}",
                    Text: "Account closed",
                    ReasonCode: "AC04"
                )
            )
        );

        Assert.Equal(PayoutStatus.Returned, await StatusAsync(run));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(4_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Equal(
            "AC04: Account closed",
            Assert.Single(await _payouts.PayoutsAsync(run)).Payout.ReturnedReason
        );
    }

    [Fact]
    public async Task RunTheBankBookedAsOneSum_IsConfirmedWhole_AndOneConfirmedByHand_IsOnlyMatched()
    {
        var run = await SentRunAsync();
        await _payouts.ConfirmAsync(run);
        var today = _desk.Today;

        var matched = await _desk.TakeAsync(
            _desk.Statement(
                StatementSource.Bank,
                "GBP",
                today,
                new ReadLine(0, StatementLineKind.Debit, -4_000, 0, today, $"PAYOUTRUN-{run.Value}")
            )
        );

        Assert.Equal((1, 0), (matched.Lines, matched.Open));
        Assert.Equal(-4_000, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task TwoWorkersAtOnce_MatchEachLineOnce()
    {
        var run = await SentRunAsync();
        var payout = Assert.Single(await _payouts.PayoutsAsync(run)).Payout;
        var order = await _orders.PayAsync(2);
        var today = _desk.Today;
        await _desk.ImportAsync(
            StatementWriter.Csv(
                _desk.Statement(
                    StatementSource.Gateway,
                    "GBP",
                    today,
                    _desk.Charge(order, 2_000, 40)
                )
            )
        );
        await _desk.ImportAsync(
            StatementWriter.Csv(
                _desk.Statement(StatementSource.Bank, "GBP", today, Debit(payout.Id, -4_000, today))
            )
        );

        var workers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _desk.MatchAsync()));

        Assert.Equal(2, workers.Sum(w => w.Value.Lines));
        Assert.Equal(-4_000, await _orders.BalanceAsync(AccountKind.Bank));
        Assert.Equal(-40, await _orders.BalanceAsync(AccountKind.Fees));
    }

    [Fact]
    public async Task WorkerThatDiesWhileItBooks_LeavesTheLinesOpen_AndTheNextOneBooksThemOnce()
    {
        var order = await _orders.PayAsync(2);
        var today = _desk.Today;
        await _desk.ImportAsync(
            StatementWriter.Csv(
                _desk.Statement(
                    StatementSource.Gateway,
                    "GBP",
                    today,
                    _desk.Charge(order, 2_000, 40)
                )
            )
        );
        await using (var held = new Npgsql.NpgsqlConnection(Portal.Database.AdminConnection))
        {
            await held.OpenAsync();
            await using var transaction = await held.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand(
                "SELECT 1 FROM ledger.balances FOR UPDATE",
                held,
                transaction
            );
            await hold.ExecuteNonQueryAsync();
            var matching = _desk.MatchAsync();
            await Eventually.TrueAsync(
                () =>
                    Portal.AdminScalarAsync<bool>(
                        """
                        SELECT coalesce(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%post_entries%'
                        """
                    ),
                "the worker waits in the books, and is killed"
            );
            await Assert.ThrowsAnyAsync<Npgsql.NpgsqlException>(() => matching);
            await transaction.RollbackAsync();
        }

        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal((1, 0), await _desk.CountMatchesAsync());
        Assert.Equal((0, 0), await _desk.CountMatchesAsync());
        Assert.Equal(-40, await _orders.BalanceAsync(AccountKind.Fees));
    }

    [Fact]
    public async Task FileWithOneWrongStatement_StoresNothing()
    {
        var today = _desk.Today;
        var right = _desk.Statement(
            StatementSource.Gateway,
            "GBP",
            today,
            _desk.Settlement(-90, "S-1")
        );
        var wrong = _desk.Statement(StatementSource.Gateway, "EUR", today) with
        {
            ClosingMinor = 1,
        };

        var imported = await _desk.ImportAsync(StatementWriter.Csv(right, wrong));

        Assert.Equal("reconciliation.does_not_add_up", imported.Error.Code);
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM settlement.statements")
        );
    }

    private static ReadLine Debit(PayoutId payout, long minor, DateOnly day) =>
        new(0, StatementLineKind.Debit, minor, 0, day, $"PAYOUT-{payout.Value}");

    /// <summary>A run of 40.00 for one shop that is on its way to the bank.</summary>
    private async Task<PayoutRunId> SentRunAsync()
    {
        await _orders.PayAsync(4);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
        var run = (await _payouts.SubmitAsync()).Value;
        Assert.False((await _payouts.ApproveAsync(run)).Failed);
        return run;
    }

    private async Task<PayoutStatus> StatusAsync(PayoutRunId run) =>
        Assert.Single(await _payouts.PayoutsAsync(run)).Payout.Status;

    private async Task SendRefundsAsync()
    {
        await using var scope = Portal.Scope();
        await scope.Get<SendRefunds>().HandleAsync(default);
    }
}
