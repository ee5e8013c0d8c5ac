using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Orders;

/// <summary>How finance writes down what couriers bring back from their round.</summary>
public sealed partial class CashStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Finance_RecordsCashReceived_AndWhatWasRefused()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/cash?state=waiting", "Cash on delivery");
        await Rows.Nth(2).WaitForAsync();

        await Ticks.Nth(0).ClickAsync();
        await Ticks.Nth(1).ClickAsync();
        await AssertAccessibleAsync();
        await Button("Cash received").ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Book as received" }).ClickAsync();
        await Page.GetByText("The cash of 2 orders is received; they are completed now.")
            .WaitForAsync();

        await Page.ReloadAsync();
        var order = await Rows.First.GetAttributeAsync("href");
        await Ticks.First.ClickAsync();
        await Button("Refused on delivery…").ClickAsync();
        await Dialog.GetByLabel("Reason").FillAsync("Nobody at home");
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Book as refused" }).ClickAsync();
        await Page.GetByText("1 order is refused; its stock is free again.").WaitForAsync();

        await Page.GotoAsync(order!);
        await Assertions
            .Expect(Page.GetByText("Refused on delivery", new() { Exact = true }))
            .ToBeVisibleAsync();
    }

    private ILocator Rows => Page.Locator("a[data-row-link]");

    private ILocator Ticks =>
        Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = SelectOrder() });

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    private ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [GeneratedRegex("^Select Order ")]
    private static partial Regex SelectOrder();
}
