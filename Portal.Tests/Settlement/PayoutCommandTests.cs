using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Payout runs on the command line are a person's, and take two of them.</summary>
public sealed class PayoutCommandTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _desk = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _desk = await PayoutDesk.OpenAsync(Portal);
        await _orders.PayAsync(7);
        Portal.Clock.Advance(TimeSpan.FromDays(20));
        await _orders.ReleaseAsync();
    }

    [Fact]
    public async Task Run_IsSubmittedByOnesToken_ApprovedByAnothers_AndConfirmed()
    {
        var maker = await Portal.IssueTokenAsync(_desk.Maker);
        var checker = await Portal.IssueTokenAsync(_desk.Checker);
        Assert.Contains(
            "1 shop is paid 70.00 GBP",
            (await RunAsync(maker, "", "payouts", "preview", "GBP")).Said,
            StringComparison.Ordinal
        );

        var submitted = await RunAsync(maker, "", "payouts", "submit", "GBP");
        Assert.True(submitted.ExitCode == 0, submitted.Complaint);
        var payout = Assert.Single(await _desk.PayoutsAsync()).Payout;
        var run = payout.RunId.Value.ToString(CultureInfo.InvariantCulture);

        var own = await RunAsync(maker, TestPeople.Password, "payouts", "approve", run);
        Assert.Equal((1, PayoutErrors.SamePerson.Message), (own.ExitCode, own.Complaint));
        var guess = await RunAsync(checker, "a guess", "payouts", "approve", run);
        Assert.Equal(1, guess.ExitCode);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.PayoutClearing));

        var approved = await RunAsync(checker, TestPeople.Password, "payouts", "approve", run);
        Assert.True(approved.ExitCode == 0, approved.Complaint);
        Assert.Equal(7_000, await _orders.BalanceAsync(AccountKind.PayoutClearing));

        var paid = await RunAsync(
            maker,
            "",
            "payouts",
            "confirm",
            run,
            "--payout",
            payout.Id.Value.ToString(CultureInfo.InvariantCulture)
        );
        Assert.EndsWith("(1 paid)", paid.Said, StringComparison.Ordinal);
        Assert.Equal(-7_000, await _orders.BalanceAsync(AccountKind.Bank));
    }

    [Fact]
    public async Task WithoutAPersonsToken_NothingIsSubmitted()
    {
        var nobody = await RunAsync(null, "", "payouts", "submit", "GBP");
        var unknown = await RunAsync("portal_nothing", "", "payouts", "submit", "GBP");

        Assert.Equal(2, nobody.ExitCode);
        Assert.Contains("PORTAL_TOKEN", nobody.Complaint, StringComparison.Ordinal);
        Assert.Equal(1, unknown.ExitCode);
        Assert.Equal(7_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
        Assert.Empty(await _desk.PayoutsAsync());
    }

    private Task<CommandProcess> RunAsync(
        string? token,
        string input,
        params IReadOnlyList<string> arguments
    ) => CommandProcess.RunAsync(Portal, token, input, arguments);
}
