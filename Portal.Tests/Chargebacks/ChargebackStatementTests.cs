using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Settlement;

namespace Portal.Tests.Chargebacks;

/// <summary>Lines of a gateway's statement that are chargebacks.</summary>
public sealed class ChargebackStatementTests : PortalTests
{
    private PaidOrders _orders = null!;
    private ChargebackDesk _desk = null!;
    private StatementDesk _statements = null!;
    private long _order;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = new ChargebackDesk(Portal);
        _statements = await StatementDesk.OpenAsync(Portal);
        _order = await _orders.PayAsync(2);
    }

    [Fact]
    public async Task OpenedAndWon_HaveTheirLines_AndTheFeeIsBookedOnce()
    {
        var chargeback = await _desk.OpenAsync(_order, 1_200, fee: 150);
        await _desk.WinAsync(chargeback);

        var taken = await TakeAsync(Line(-1_200, 150), Line(1_200, 0));

        Assert.Equal((3, 0), (taken.Lines, taken.Open));
        Assert.Empty(await _statements.OpenAsync());
        Assert.Equal(-150, await _orders.BalanceAsync(AccountKind.Fees));
        Assert.Equal(
            "chargeback chargeback_won",
            await Portal.AdminScalarAsync<string>(
                """
                SELECT string_agg(target_kind, ' ' ORDER BY number) FROM settlement.statement_lines WHERE kind = 'chargeback'
                """
            )
        );
    }

    [Fact]
    public async Task FeeThatNobodyWroteDown_IsBookedFromTheStatement()
    {
        await _desk.OpenAsync(_order, 1_200);

        var taken = await TakeAsync(Line(-1_200, 150));

        Assert.Equal((2, 0), (taken.Lines, taken.Open));
        Assert.Equal(-150, await _orders.BalanceAsync(AccountKind.Fees));
    }

    [Fact]
    public async Task FeeGivenBackWithTheMoney_IsBookedFromTheStatement()
    {
        await _desk.WinAsync(await _desk.OpenAsync(_order, 1_200, fee: 150));

        var taken = await TakeAsync(Line(-1_200, 150), Line(1_200, -150));

        Assert.Equal((3, 0), (taken.Lines, taken.Open));
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Fees));
    }

    [Theory]
    [InlineData(-1_100, 150, 100)]
    [InlineData(-1_200, 200, -50)]
    public async Task AnotherAmountOrFee_IsADifference_ThatAPersonMatches(
        long minor,
        long fee,
        long off
    )
    {
        var chargeback = await _desk.OpenAsync(_order, 1_200, fee: 150);

        await TakeAsync(Line(minor, fee));

        var difference = Assert.Single(await _statements.OpenAsync()).Difference;
        Assert.Equal(
            (DifferenceKind.WrongAmount, MatchTarget.Chargeback, chargeback.Value, off),
            (difference.Kind, difference.TargetKind, difference.TargetId, difference.AmountMinor)
        );
        var proposal = Assert.Single((await _statements.FindAsync(difference.Id)).Proposals);
        Assert.Equal(MatchTarget.Chargeback, proposal.Kind);
        var matched = await _statements.DoAsync<MatchDifference>(a =>
            a.HandleAsync(
                new(
                    difference.Id,
                    MatchTarget.Chargeback,
                    [chargeback.Value],
                    "As the gateway says",
                    AccountKind.Fees
                ),
                default
            )
        );
        Assert.False(matched.Failed);
        Assert.Empty(await _statements.OpenAsync());
    }

    [Fact]
    public async Task TheSameLineTwice_IsADuplicate()
    {
        await _desk.OpenAsync(_order, 1_200);

        await TakeAsync(Line(-1_200, 0), Line(-1_200, 0));

        Assert.Equal(
            DifferenceKind.Duplicate,
            Assert.Single(await _statements.OpenAsync()).Difference.Kind
        );
    }

    [Fact]
    public async Task LineBeforeItIsRecorded_MatchesWhenItIs()
    {
        await TakeAsync(Line(-1_200, 150));
        Assert.Single(await _statements.OpenAsync());

        await _desk.OpenAsync(_order, 1_200, fee: 150);

        Assert.Equal((1, 0), await _statements.CountMatchesAsync());
        Assert.Empty(await _statements.OpenAsync());
    }

    [Fact]
    public async Task NoLine_ThoughTheStatementCoversTheDay_IsMissing()
    {
        var chargeback = await _desk.OpenAsync(_order, 1_200, fee: 150);

        await TakeAsync();

        var difference = Assert.Single(await _statements.OpenAsync()).Difference;
        Assert.Equal(
            (MatchTarget.Chargeback, chargeback.Value),
            (difference.TargetKind, difference.TargetId)
        );
    }

    /// <summary>With the line of the charge.</summary>
    private Task<MatchedStatements> TakeAsync(params ReadLine[] lines) =>
        _statements.TakeAsync([
            _statements.Statement(
                StatementSource.Gateway,
                "GBP",
                _statements.Today,
                [_statements.Charge(_order, 2_000, 0), .. lines]
            ),
        ]);

    private ReadLine Line(long minor, long fee) =>
        new(0, StatementLineKind.Chargeback, minor, fee, _statements.Today, null, "CB-1");
}
