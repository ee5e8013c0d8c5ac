using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Wallets;

/// <summary>How finance gives a customer something, and everybody can read what became of it.</summary>
public sealed class WalletStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Finance_CreditsAWallet_TheHistoryShowsItsBalance_AndTheStatementExports()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/wallets", "Wallets");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Wallet of", Level = 1 })
            .WaitForAsync();
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Credit or debit…" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Spinbutton).FillAsync("7.25");
        await dialog.GetByLabel("Reason").FillAsync("Sorry for the broken lid");
        await Assertions
            .Expect(dialog.GetByRole(AriaRole.Status))
            .ToContainTextAsync("The marketplace earns that much less.");
        await AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Credit £7.25" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("£7.25 is in the wallet.")).ToBeVisibleAsync();
        var row = Page.GetByRole(AriaRole.Row, new() { Name = "Sorry for the broken lid" });
        await Assertions.Expect(row.GetByText("Credit", new() { Exact = true })).ToBeVisibleAsync();
        var balance = await Page.Locator(".figure-value").First.TextContentAsync();
        await Assertions.Expect(row).ToContainTextAsync(balance!.Trim());

        await Page.GetByRole(AriaRole.Link, new() { Name = "Statement" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Statement", Level = 1 })
            .WaitForAsync();
        await Page.GetByText("Sorry for the broken lid").WaitForAsync();
        await AssertAccessibleAsync();
        var file = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync()
        );
        var text = await File.ReadAllTextAsync((await file.PathAsync())!);
        Assert.Contains("Opening balance", text, StringComparison.Ordinal);
        Assert.Contains("Sorry for the broken lid", text, StringComparison.Ordinal);
        Assert.Contains("Closing balance", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finance_RefundsIntoTheWallet_AndTheOrderLeadsToIt()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/wallets", "Wallets");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Wallet of", Level = 1 })
            .WaitForAsync();
        var order = Page.GetByRole(AriaRole.Row, new() { Name = "Payment" })
            .First.GetByRole(AriaRole.Link, new() { Name = "Order" });
        await order.ClickAsync();
        var refunds = Page.GetByRole(AriaRole.Region, new() { Name = "Refunds", Exact = true });

        await refunds.GetByRole(AriaRole.Button, new() { Name = "Refund…" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Spinbutton).First.FillAsync("1.00");
        await dialog.GetByLabel("Reason").FillAsync("A scratch on the side");
        await dialog.GetByText("The buyer's wallet, at once").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Give £1.00 back" }).ClickAsync();

        await Assertions
            .Expect(Page.GetByText("£1.00 is in the buyer's wallet."))
            .ToBeVisibleAsync();
        await Page.GetByText("Refund put into the buyer's wallet").First.WaitForAsync();
        await refunds
            .GetByRole(AriaRole.Link, new() { Name = "Wallet", Exact = true })
            .ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Wallet of", Level = 1 })
            .WaitForAsync();
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Row, new() { Name = "Refund" }).First)
            .ToContainTextAsync("£1.00");
    }
}
