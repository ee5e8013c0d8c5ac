using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>A day of finance: money goes back to a buyer, shops are paid with a second person, and the bank's statement says so.</summary>
public sealed partial class PayoutStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    /// <summary>Of a bank that no other test has statements of.</summary>
    private const string BankAccount = "FR1420041010050500013M02606";

    /// <summary>The job that sends refunds runs once a minute.</summary>
    private const float UntilSent = 150_000;

    [Fact]
    public async Task Day_RefundsABuyer_PaysTheShopsByTwoPeople_AndFindsItOnTheStatement()
    {
        await Portal.PlaceOrdersAsync(3);
        await Portal.UntilOrdersAreWorkedAsync();
        await Portal.UntilEventsAreReadAsync();
        await Portal.UntilSalesAreReleasedAsync();
        await SignInAsync("finance@demo.example");
        var refund = await RefundAsync();
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
        var total = await TotalOfBankFileAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = OnePayout() })
            .First.ClickAsync();
        await ActAsync("Book ticked as paid", "Book as paid");
        await Assertions.Expect(Page.GetByText("1 payout is booked as paid.")).ToBeVisibleAsync();

        await UploadStatementAsync(run, total);
        await OpenAsync($"/finance/reconciliation/queue?account={BankAccount}", "Differences");
        await Page.Locator(".empty").WaitForAsync();
        await Page.GotoAsync(run);
        await Page.Locator("a[data-row-link]").First.WaitForAsync();
        await Assertions.Expect(Button("Bank has paid")).ToHaveCountAsync(0);

        await using var shop = await PageOfAsync("seller@demo.example", "/payouts");
        await shop.Page.Locator("a[data-row-link]").First.ClickAsync();
        await Assertions
            .Expect(
                shop.Page.GetByRole(AriaRole.Region, new() { Name = "From sales to the payout" })
            )
            .ToBeVisibleAsync();
        await shop.Page.GotoAsync("/earnings?status=released");
        await Assertions
            .Expect(shop.Page.GetByRole(AriaRole.Cell, new() { NameRegex = PaidCell() }).First)
            .ToBeVisibleAsync();

        await Page.GotoAsync(refund);
        await Assertions
            .Expect(Page.GetByText("Given back", new() { Exact = true }).First)
            .ToBeVisibleAsync(new() { Timeout = UntilSent });
    }

    /// <summary>Answers the address of a refund that the marketplace alone bears.</summary>
    private async Task<string> RefundAsync()
    {
        await OpenAsync("/orders?status=completed", "Orders");
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        var refunds = Page.GetByRole(AriaRole.Region, new() { Name = "Refunds", Exact = true });
        await refunds.GetByRole(AriaRole.Button, new() { Name = "Refund…" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Spinbutton).First.FillAsync("0.75");
        await dialog.GetByLabel("Reason").FillAsync("The box was crushed");
        await dialog.GetByText("The marketplace alone").ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Give £0.75 back" }).ClickAsync();
        await Assertions
            .Expect(Page.GetByText("£0.75 is on its way back to the buyer."))
            .ToBeVisibleAsync();
        var address = await refunds
            .GetByRole(AriaRole.Row, new() { Name = "The box was crushed" })
            .GetByRole(AriaRole.Link)
            .GetAttributeAsync("href");
        return address!;
    }

    private async Task<decimal> TotalOfBankFileAsync()
    {
        var file = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Bank file" }).ClickAsync()
        );
        await using var xml = File.OpenRead(await file.PathAsync());
        var document = await XDocument.LoadAsync(xml, LoadOptions.None, default);
        XNamespace pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
        return (decimal)document.Descendants(pain + "CtrlSum").First();
    }

    /// <summary>The bank has taken the whole run as one debit.</summary>
    private async Task UploadStatementAsync(string run, decimal total)
    {
        await OpenAsync("/finance/reconciliation/upload", "Upload a statement");
        var today = TimeProvider.System.GetUtcNow();
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            statement,account,type,date,amount,currency,key,counterparty,text,reason
            {today:MMdd},{BankAccount},opening,{today:yyyy-MM-dd},{total},GBP,,,,
            {today:MMdd},{BankAccount},debit,{today:yyyy-MM-dd},{-total},GBP,PAYOUTRUN-{run.Split(
                '/'
            )[^1]},,,
            {today:MMdd},{BankAccount},closing,{today:yyyy-MM-dd},0.00,GBP,,,,

            """
        );
        await Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "bank.csv",
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(text),
                }
            );
        await Page.GetByRole(AriaRole.Link, new() { Name = "See what is left" }).WaitForAsync();
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
