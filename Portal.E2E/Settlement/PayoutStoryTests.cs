using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>How finance pays the shops, with a second person, and what the shop sees of it.</summary>
public sealed partial class PayoutStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Run_IsSubmittedByOne_ApprovedByAnother_AndPaid_AndTheShopSeesIt()
    {
        await Portal.UntilEventsAreReadAsync();
        await Portal.UntilSalesAreReleasedAsync();
        await SignInAsync("finance@demo.example");
        await GiveUpWaitingRunsAsync();
        await OpenAsync("/finance/payouts/new?all=true", "New payout run");
        await Assertions
            .Expect(Page.GetByText("Has not said where its money goes"))
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await ActAsync("Submit for approval", "Submit");
        await Page.WaitForURLAsync(RunAddress());
        var run = new Uri(Page.Url).AbsolutePath;
        await Assertions.Expect(Button("Approve…")).ToBeDisabledAsync();
        await AssertAccessibleAsync();

        await ApproveAsync(run);

        await Page.ReloadAsync();
        var file = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Bank file" }).ClickAsync()
        );
        Assert.Contains(
            "pain.001.001.09",
            await File.ReadAllTextAsync(await file.PathAsync()),
            StringComparison.Ordinal
        );
        await Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = OnePayout() })
            .First.ClickAsync();
        await ActAsync("Book ticked as paid", "Book as paid");
        await Assertions.Expect(Page.GetByText("1 payout is booked as paid.")).ToBeVisibleAsync();
        await ActAsync("Bank has paid", "Book as paid");
        await Assertions.Expect(Page.GetByText("payouts are booked as paid.")).ToBeVisibleAsync();

        await using var shop = await PageOfAsync("seller@demo.example", "/payouts");
        await shop.Page.Locator("a[data-row-link]").First.ClickAsync();
        await Assertions
            .Expect(shop.Page.GetByRole(AriaRole.Region, new() { Name = "From sales to the bank" }))
            .ToBeVisibleAsync();
        await shop.Page.GotoAsync("/earnings?status=released");
        await Assertions
            .Expect(shop.Page.GetByRole(AriaRole.Cell, new() { NameRegex = PaidCell() }).First)
            .ToBeVisibleAsync();
    }

    /// <summary>The worker submits runs by itself at five in the morning.</summary>
    private async Task GiveUpWaitingRunsAsync()
    {
        while (true)
        {
            await OpenAsync("/finance/payouts?status=submitted", "Payout runs");
            await Page.Locator("a[data-row-link], .empty").First.WaitForAsync();
            if (await Page.Locator("a[data-row-link]").CountAsync() == 0)
            {
                return;
            }

            await Page.Locator("a[data-row-link]").First.ClickAsync();
            await ActAsync("Cancel", "Cancel the run");
            await Assertions.Expect(Page.GetByText("Cancelled. The money is")).ToBeVisibleAsync();
        }
    }

    private async Task ApproveAsync(string run)
    {
        await using var checker = await PageOfAsync("admin@demo.example", run);
        var dialog = checker.Page.GetByRole(AriaRole.Dialog);
        var approve = checker.Page.GetByRole(AriaRole.Button, new() { Name = "Approve…" });
        var send = dialog.GetByRole(AriaRole.Button, new() { Name = "Approve and send" });
        await approve.ClickAsync();
        await dialog.GetByLabel("Your password").FillAsync("a guess");
        await send.ClickAsync();
        await Assertions.Expect(checker.Page.GetByText("That was not right.")).ToBeVisibleAsync();

        await approve.ClickAsync();
        await dialog.GetByLabel("Your password").FillAsync(RunningPortal.DemoPassword);
        await send.ClickAsync();
        await Assertions
            .Expect(checker.Page.GetByText("Take the bank file to the bank."))
            .ToBeVisibleAsync();
    }

    /// <summary>Another person's browser.</summary>
    private async Task<OtherBrowser> PageOfAsync(string email, string address)
    {
        var context = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.Address.ToString() }
        );
        var page = await context.NewPageAsync();
        await SignInAsync(page, email);
        await page.GotoAsync(address);
        return new OtherBrowser(context, page);
    }

    private ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Presses a button that asks first, and says yes.</summary>
    private async Task ActAsync(string button, string yes)
    {
        await Button(button).ClickAsync();
        await Page.GetByRole(AriaRole.Dialog)
            .GetByRole(AriaRole.Button, new() { Name = yes, Exact = true })
            .ClickAsync();
    }

    [GeneratedRegex(@"/finance/payouts/\d+$")]
    private static partial Regex RunAddress();

    [GeneratedRegex("^Select Payout to ")]
    private static partial Regex OnePayout();

    [GeneratedRegex(@"^\d+ paid$")]
    private static partial Regex PaidCell();

    private sealed record OtherBrowser(IBrowserContext Context, IPage Page) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Context.DisposeAsync();
    }
}
