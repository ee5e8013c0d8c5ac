using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Ledger;

/// <summary>How finance reads the books, and who does not get to.</summary>
public sealed class BooksStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Finance_GoesFromABalanceToAnEntryToItsOrder()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance", "Overview");
        var pounds = Page.GetByRole(AriaRole.Region, new() { Name = "GBP", Exact = true });
        await pounds.GetByRole(AriaRole.Link, new() { Name = "Escrow", Exact = true }).ClickAsync();
        await HeadingAsync("Accounts");
        await Page.Locator("a[data-row-link]", new() { HasText = "Escrow" }).ClickAsync();
        await HeadingAsync("Escrow");
        await AssertAccessibleAsync();

        var first = Page.Locator("a[data-row-link]").First;
        var newest = await first.InnerTextAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(first).Not.ToHaveTextAsync(newest);
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("cursor="));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Previous" }).ClickAsync();
        await Assertions.Expect(first).ToHaveTextAsync(newest);
        await first.ClickAsync();

        await HeadingAsync("Entry");
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Total GBP") }))
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = new(@"^Order \d+$") }).ClickAsync();
        await HeadingAsync("Order");
        await Page.GetByRole(AriaRole.Link, new() { Name = "All entries about this order" })
            .ClickAsync();
        await HeadingAsync("Entries");
        await Assertions
            .Expect(Page.Locator("a[data-row-link]", new() { HasText = newest }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task TrialBalance_ComesToZero_AndLeavesAsAFile()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/trial-balance", "Trial balance");

        await Assertions
            .Expect(Page.GetByText("Balanced", new() { Exact = true }))
            .ToBeVisibleAsync();
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Row, new() { NameRegex = new("^Difference £") }))
            .ToHaveTextAsync(new Regex("£0.00"));
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync()
        );
        var file = await File.ReadAllTextAsync((await download.PathAsync())!);

        Assert.Contains("GBP,escrow,1,", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Books_AreVerified_AndInOrder()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/verification", "Verification");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();

        await Assertions
            .Expect(Page.GetByText("The books are in order"))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }))
            .ToBeEnabledAsync();
        await AssertAccessibleAsync();
    }

    [Fact]
    public async Task Entry_IsReversedWithAReason_AndBothSayWhichIsWhich()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/entries?kind=order.captured", "Entries");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        await HeadingAsync("Entry");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Reverse…" }).ClickAsync();
        var confirm = Page.GetByRole(AriaRole.Button, new() { Name = "Reverse the entry" });
        await Assertions.Expect(confirm).ToBeDisabledAsync();
        await AssertAccessibleAsync();

        await Page.GetByLabel("Reason").FillAsync("Captured by mistake");
        await confirm.ClickAsync();
        await Page.GetByText("This entry was undone by").GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(Page.GetByText("This entry undoes")).ToBeVisibleAsync();
        await Assertions.Expect(Page.GetByText("Captured by mistake")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Seller_FindsNoBooks()
    {
        await SignInAsync("seller@demo.example");
        await OpenAsync("/orders", "Orders");
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Trial balance" }))
            .ToHaveCountAsync(0);
        foreach (var address in new[] { "/finance", "/finance/entries", "/finance/accounts/1" })
        {
            await Page.GotoAsync(address);
            await HeadingAsync("This page does not exist");
        }

        var file = await Page.APIRequest.GetAsync("/finance/accounts/1/postings.csv");
        Assert.Equal(403, file.Status);
    }

    private Task HeadingAsync(string name) =>
        Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();
}
