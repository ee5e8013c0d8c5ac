using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement.Connect;

/// <summary>A shop on its way to Stripe, and Stripe's statement beside the books.</summary>
public sealed class ConnectStatementTests : PortalTests
{
    private ConnectStub _stripe = null!;
    private PaidOrders _orders = null!;
    private PayoutDesk _finance = null!;
    private ConnectDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services
            .AddSingleton<IPaymentGateway>(new HookedGateway())
            .AddSingleton<ITransferGateway>(new StripeTransfers(_stripe.ToOptions()));

    public override async ValueTask InitializeAsync()
    {
        _stripe = await ConnectStub.StartAsync();
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _finance = await PayoutDesk.OpenAsync(Portal);
        _desk = new ConnectDesk(Portal, _finance);
        await _orders.PayAsync(3);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task StripesStatement_HasThePayout_AndWhatWasTakenBack()
    {
        await _desk.ConnectAsync();
        var statements = await StatementDesk.OpenAsync(Portal);
        var payout = await _desk.ApproveAllAsync();
        await _desk.SendAsync();

        var sent = await statements.TakeAsync([Statement(statements, payout, -3_000)]);
        Assert.Equal((1, 0), (sent.Lines, sent.Open));
        _stripe.ReverseAll();
        await Portal.AdminScalarAsync<int>(
            "UPDATE settlement.payout_transfers SET check_due_at = now()"
        );
        await _desk.CheckAsync();

        var back = await statements.TakeAsync([Statement(statements, payout, 3_000)]);
        Assert.Equal((1, 0), (back.Lines, back.Open));
        Assert.Empty(await statements.OpenAsync());
    }

    [Fact]
    public async Task AccountNotReady_IsLeftOutOfRuns_UntilStripeSaysSo()
    {
        _stripe.IsSetUp = false;
        Assert.Equal(
            PayoutErrors.NoStripeAccount,
            (await _desk.ChooseAsync(PayoutMethod.Stripe)).Error
        );
        var link = (await _desk.OpenAccountAsync(Portal.Seller)).Value;
        Assert.StartsWith(
            "https://connect.stripe.com/setup/",
            link.AbsoluteUri,
            StringComparison.Ordinal
        );
        await _desk.OpenAccountAsync(Portal.Seller);
        Assert.Single(_stripe.Accounts);
        Assert.False((await _desk.ChooseAsync(PayoutMethod.Stripe)).Failed);

        Assert.Equal(
            PayoutSkip.StripeNotReady,
            (await _finance.CandidateAsync(includeNotDue: true))?.Skip
        );
        _stripe.IsSetUp = true;
        await _desk.AskAccountAsync();

        var ready = await _finance.CandidateAsync(includeNotDue: true);
        Assert.Equal((null, 3_000), (ready?.Skip, ready?.AmountMinor));
    }

    private ReadStatement Statement(StatementDesk statements, PayoutId payout, long minor) =>
        statements.Statement(
            StatementSource.Gateway,
            "GBP",
            statements.Today,
            [
                new(
                    0,
                    StatementLineKind.Transfer,
                    minor,
                    0,
                    statements.Today,
                    $"payout-{Portal.Tenant.Value}-{payout.Value}"
                ),
            ]
        ) with
        {
            Account = "stripe",
        };
}
