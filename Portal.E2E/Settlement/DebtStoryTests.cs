using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>A shop that owes pays a part back, and another person gives the rest up; a shop sees what it owes itself.</summary>
public sealed class DebtStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Debt_IsRepaidInPart_AndTheRestWrittenOffByASecondPerson()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/debts?q=Candle", "Debts");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "The Candle Room, EUR" })
            .WaitForAsync();
        await AssertAccessibleAsync();
        var debt = new Uri(Page.Url).AbsolutePath;

        await Button(Page, "Record a repayment…").ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Amount, EUR").FillAsync("39");
        await dialog.GetByLabel("Bank's reference").FillAsync("Transfer of the Candle Room");
        await Button(dialog, "Record the repayment").ClickAsync();
        await Assertions.Expect(Page.GetByText("is booked as repaid.")).ToBeVisibleAsync();

        await Button(Page, "Ask for a write-off…").ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("The stall abroad has closed");
        await Button(dialog, "Ask for approval").ClickAsync();
        await Assertions
            .Expect(Page.GetByText("Asked for. Another person has to approve it."))
            .ToBeVisibleAsync();
        await Assertions.Expect(Button(Page, "Approve…")).ToBeDisabledAsync();
        await AssertAccessibleAsync();

        await ApproveAsync(debt);
    }

    [Fact]
    public async Task Seller_ReadsWhatTheirShopOwesAndWhy()
    {
        await SignInAsync("seller@demo.example");
        await OpenAsync("/earnings", "Earnings");

        await Assertions
            .Expect(
                Page.GetByRole(
                    AriaRole.Heading,
                    new() { NameRegex = new("^Copper Kettle Goods owes ") }
                )
            )
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();
    }

    [Fact]
    public async Task Reserve_IsFilledFromSales_AndTheShopAndFinanceSeeHowMuch()
    {
        await Portal.UntilEventsAreReadAsync();
        await Portal.UntilSalesAreReleasedAsync();
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/payouts/shops", "Bank accounts");
        var row = Page.GetByRole(AriaRole.Row, new() { Name = "Copper Kettle Goods" });
        await Button(row, "Keep back…").ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reserve, GBP").FillAsync("80");
        await Button(dialog, "Save").ClickAsync();
        await Assertions.Expect(Page.GetByText("Saved. The reserve is settled")).ToBeVisibleAsync();
        await Assertions.Expect(row).ToContainTextAsync("of £80.00");
        await AssertAccessibleAsync();

        await using var context = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.Address.ToString() }
        );
        var shop = await context.NewPageAsync();
        await SignInAsync(shop, "seller@demo.example");
        await shop.GotoAsync("/earnings");
        await Assertions
            .Expect(
                shop.GetByRole(
                    AriaRole.Heading,
                    new() { NameRegex = new("^Kept in reserve: £[0-9.]+ of £80.00$") }
                )
            )
            .ToBeVisibleAsync();
    }

    private async Task ApproveAsync(string debt)
    {
        var context = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.Address.ToString() }
        );
        await using (context)
        {
            var page = await context.NewPageAsync();
            await SignInAsync(page, "admin@demo.example");
            await page.GotoAsync(debt);
            await Button(page, "Approve…").ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await dialog.GetByLabel("Your password").FillAsync(RunningPortal.DemoPassword);
            await Button(dialog, "Approve and write off").ClickAsync();
            await Assertions
                .Expect(page.GetByText("Approved. The debt is written off."))
                .ToBeVisibleAsync();
            await Assertions.Expect(page.GetByText("Owes nothing now")).ToBeVisibleAsync();
        }
    }

    private static ILocator Button(IPage page, string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator within, string name) =>
        within.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
