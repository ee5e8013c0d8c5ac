using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>How a seller follows their money, and how finance keeps disputed money back.</summary>
public sealed class EscrowStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Seller_SeesWhatIsTheirs_AndMarksAnOrderAsDelivered()
    {
        await SignInAsync("seller@demo.example");
        await OpenAsync("/earnings?status=held", "Earnings");
        await AssertAccessibleAsync();
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        var money = Page.GetByRole(AriaRole.Region, new() { Name = "Money" });
        await Assertions.Expect(money.GetByText("In escrow").First).ToBeVisibleAsync();
        await Assertions
            .Expect(money.GetByRole(AriaRole.Button, new() { Name = "Freeze" }))
            .ToHaveCountAsync(0);

        await money.GetByRole(AriaRole.Button, new() { Name = "Mark as delivered" }).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = "Mark as delivered" })
            .ClickAsync();

        await Assertions
            .Expect(Page.GetByText("The time to dispute it has begun"))
            .ToBeVisibleAsync();
        await Assertions
            .Expect(money.GetByRole(AriaRole.Button, new() { Name = "Mark as delivered" }))
            .ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Finance_FreezesADisputedLine_AndLetsItGoAgain()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/earnings?status=held", "Earnings");
        await Page.Locator("a[data-row-link]").Last.ClickAsync();
        var money = Page.GetByRole(AriaRole.Region, new() { Name = "Money" });

        await money.GetByRole(AriaRole.Button, new() { Name = "Freeze" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await dialog.GetByLabel("Reason").FillAsync("The buyer says it arrived broken");
        await AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Freeze" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("1 line is frozen.")).ToBeVisibleAsync();
        await Assertions
            .Expect(money.GetByText("The buyer says it arrived broken"))
            .ToBeVisibleAsync();
        await money.GetByRole(AriaRole.Button, new() { Name = "Let time go on" }).ClickAsync();
        await Assertions
            .Expect(money.GetByText("The buyer says it arrived broken"))
            .ToHaveCountAsync(0);
    }
}
