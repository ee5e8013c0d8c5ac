using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Returns;

/// <summary>How finance gives money back, and how everybody sees it arrive.</summary>
public sealed class RefundStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    /// <summary>The job that sends runs once a minute.</summary>
    private const float UntilSent = 150_000;

    [Fact]
    public async Task Finance_RefundsOneLine_TheJobSendsIt_AndTheOrderShowsIt()
    {
        await Portal.PlaceOrdersAsync(3);
        await Portal.UntilOrdersAreWorkedAsync();
        await Portal.UntilEventsAreReadAsync();
        await SignInAsync("finance@demo.example");
        await OpenAsync("/orders?status=completed", "Orders");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        var refunds = Page.GetByRole(AriaRole.Region, new() { Name = "Refunds", Exact = true });

        await refunds.GetByRole(AriaRole.Button, new() { Name = "Refund…" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Spinbutton).First.FillAsync("1.25");
        await dialog.GetByLabel("Reason").FillAsync("The lid was scratched");
        await Assertions
            .Expect(dialog.GetByRole(AriaRole.Status))
            .ToContainTextAsync(new Regex(@"loses £\d"));
        await AssertAccessibleAsync();
        await dialog.GetByText("The marketplace alone").ClickAsync();
        await Assertions
            .Expect(dialog.GetByRole(AriaRole.Status))
            .ToHaveTextAsync("The marketplace loses £1.25. The sellers keep theirs.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Give £1.25 back" }).ClickAsync();

        await Assertions
            .Expect(Page.GetByText("£1.25 is on its way back to the buyer."))
            .ToBeVisibleAsync();
        var row = refunds.GetByRole(AriaRole.Row, new() { Name = "The lid was scratched" });
        await Assertions
            .Expect(row.GetByText("Sent", new() { Exact = true }))
            .ToBeVisibleAsync(new() { Timeout = UntilSent });
        await Assertions
            .Expect(Page.GetByText("Refund given back by the gateway"))
            .ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".toast")).ToHaveCountAsync(0);

        await row.GetByRole(AriaRole.Link).ClickAsync();
        await Page.GetByText("Given back", new() { Exact = true }).First.WaitForAsync();
        await AssertAccessibleAsync();
        await Page.GetByText("Left the gateway")
            .Locator("xpath=..")
            .GetByRole(AriaRole.Link)
            .ClickAsync();
        await Assertions
            .Expect(Page.GetByText("Given back to the buyer through"))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Finance_SendsARefusedRefundAgain()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/refunds?status=failed", "Refunds");
        await Page.Locator("a[data-row-link]").First.ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Send again" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("It goes with the next round")).ToBeVisibleAsync();
        await Assertions
            .Expect(Page.GetByText("Given back", new() { Exact = true }).First)
            .ToBeVisibleAsync(new() { Timeout = UntilSent });
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Send again" }))
            .ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Finance_WritesDownThatARefusedRefundWasPaidFromTheBank()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/refunds?status=failed", "Refunds");
        await Page.GetByRole(AriaRole.Row)
            .Filter(new() { Has = Page.GetByTitle("Somebody has to see to it") })
            .First.Locator("a[data-row-link]")
            .ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Paid by hand…" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        var record = dialog.GetByRole(AriaRole.Button, new() { Name = "Record it as paid" });
        await Assertions.Expect(record).ToBeDisabledAsync();
        await dialog.GetByLabel("Bank's reference").FillAsync("BACS 4711");
        await AssertAccessibleAsync();
        await record.ClickAsync();

        await Assertions
            .Expect(Page.GetByText("It is in the books as paid out from the bank."))
            .ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("BACS 4711")).ToBeVisibleAsync();
        await Page.GetByText("Left the bank")
            .Locator("xpath=..")
            .GetByRole(AriaRole.Link)
            .ClickAsync();
        await Assertions
            .Expect(Page.GetByText("Paid out to the buyer from the bank, BACS 4711."))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Seller_SeesRefundsOfTheirOrders_AndGrantsNone()
    {
        await SignInAsync("seller@demo.example");
        await OpenAsync("/orders?status=refunded", "Orders");
        await Page.Locator("a[data-row-link]").First.ClickAsync();

        var refunds = Page.GetByRole(AriaRole.Region, new() { Name = "Refunds", Exact = true });
        await Assertions.Expect(refunds.GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(0);
        await Assertions
            .Expect(refunds.GetByRole(AriaRole.Button, new() { Name = "Refund…" }))
            .ToHaveCountAsync(0);
        await Page.GotoAsync("/finance/refunds");
        await Page.GetByRole(
                AriaRole.Heading,
                new() { Name = "This page does not exist", Level = 1 }
            )
            .WaitForAsync();
    }
}
