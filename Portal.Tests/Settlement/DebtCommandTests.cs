using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Debts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Settlement;

/// <summary>Debts on the command line are a person's, and giving one up takes two of them.</summary>
public sealed class DebtCommandTests : PortalTests
{
    private PaidOrders _orders = null!;
    private PayoutDesk _payouts = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _orders = new PaidOrders(Portal);
        _payouts = await PayoutDesk.OpenAsync(Portal);
        await new DebtDesk(Portal, _orders, _payouts).OweAsync(1_000);
    }

    [Fact]
    public async Task Debt_IsListed_RepaidOnce_AndTheRestGivenUpByTwo()
    {
        var maker = await Portal.IssueTokenAsync(_payouts.Maker);
        var checker = await Portal.IssueTokenAsync(_payouts.Checker);
        var shop = Portal.Seller.Value.ToString(CultureInfo.InvariantCulture);
        var listed = await RunAsync(maker, "", "debts", "list");
        Assert.Contains("owes 10.00 GBP", listed.Said, StringComparison.Ordinal);

        string[] repay =
        [
            "debts",
            "repay",
            shop,
            "4.00",
            "GBP",
            "--reference",
            "Transfer 7",
            "--paid-on",
            "2026-01-02",
        ];
        var repaid = await RunAsync(maker, "", repay);
        Assert.True(repaid.ExitCode == 0, repaid.Complaint);
        Assert.Equal(repaid.Said, (await RunAsync(maker, "", repay)).Said);
        Assert.Equal(400, await _orders.BalanceAsync(AccountKind.Bank));

        var asked = await RunAsync(
            maker,
            "",
            "debts",
            "write-off",
            shop,
            "6.00",
            "GBP",
            "--reason",
            "The shop has closed"
        );
        Assert.True(asked.ExitCode == 0, asked.Complaint);
        var number = (
            await Portal.AdminScalarAsync<long>("SELECT max(id) FROM settlement.debt_write_offs")
        ).ToString(CultureInfo.InvariantCulture);
        var own = await RunAsync(maker, TestPeople.Password, "debts", "approve", number);
        Assert.Equal((1, DebtErrors.SamePerson.Message), (own.ExitCode, own.Complaint));
        var guess = await RunAsync(checker, "a guess", "debts", "approve", number);
        Assert.Equal(1, guess.ExitCode);
        Assert.Equal(0, await _orders.BalanceAsync(AccountKind.Losses));

        var approved = await RunAsync(checker, TestPeople.Password, "debts", "approve", number);
        Assert.Contains("approved, 6.00 GBP", approved.Said, StringComparison.Ordinal);
        Assert.Equal(-600, await _orders.BalanceAsync(AccountKind.Losses));
        Assert.Equal("Nobody owes anything.", (await RunAsync(maker, "", "debts", "list")).Said);
    }

    [Fact]
    public async Task WhatIsTypedWrongOrRefused_BooksNothing()
    {
        var maker = await Portal.IssueTokenAsync(_payouts.Maker);
        var shop = Portal.Seller.Value.ToString(CultureInfo.InvariantCulture);
        string[] rest = ["--reason", "The shop has closed"];

        var currency = await RunAsync(
            maker,
            "",
            ["debts", "write-off", shop, "5", "XXX!", .. rest]
        );
        var amount = await RunAsync(
            maker,
            "",
            ["debts", "write-off", shop, "5.001", "GBP", .. rest]
        );
        var nobody = await RunAsync(null, "", ["debts", "write-off", shop, "5", "GBP", .. rest]);
        var asked = await RunAsync(maker, "", ["debts", "write-off", shop, "5", "GBP", .. rest]);
        Assert.True(asked.ExitCode == 0, asked.Complaint);
        var number = (
            await Portal.AdminScalarAsync<long>("SELECT max(id) FROM settlement.debt_write_offs")
        ).ToString(CultureInfo.InvariantCulture);
        var refused = await RunAsync(
            maker,
            "",
            "debts",
            "refuse",
            number,
            "--reason",
            "They pay after all"
        );

        Assert.Equal((2, 2, 2), (currency.ExitCode, amount.ExitCode, nobody.ExitCode));
        Assert.Contains("refused, 5.00 GBP", refused.Said, StringComparison.Ordinal);
        Assert.Equal(-1_000, await _orders.BalanceAsync(AccountKind.SellerPayable));
    }

    private Task<CommandProcess> RunAsync(
        string? token,
        string input,
        params IReadOnlyList<string> arguments
    ) => CommandProcess.RunAsync(Portal, token, input, arguments);
}
