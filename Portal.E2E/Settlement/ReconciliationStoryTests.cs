using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>What the bank says is held against the books, and a person settles what differs.</summary>
public sealed class ReconciliationStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    /// <summary>Of a bank that no other test has statements of.</summary>
    private const string Account = "GB29NWBK60161331926819";

    [Fact]
    public async Task FeeOnAStatement_WaitsInTheQueue_IsBooked_AndTakenBack()
    {
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/reconciliation/upload", "Upload a statement");
        await Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "bank.csv",
                    MimeType = "text/csv",
                    Buffer = StatementWithAFee(),
                }
            );
        await Page.GetByRole(AriaRole.Link, new() { Name = "See what is left" }).WaitForAsync();
        await AssertAccessibleAsync();

        await OpenAsync(
            $"/finance/reconciliation/queue?status=open&account={Account}",
            "Differences"
        );
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        await Button("Book on an account…").ClickAsync();
        await Dialog.GetByLabel("Reason").FillAsync("Fee of the account, as agreed");
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Book", Exact = true }).ClickAsync();
        await Page.GetByText("Booked.", new() { Exact = true }).WaitForAsync();
        await Assertions.Expect(Page.GetByText("Booked by hand").First).ToBeVisibleAsync();

        await Button("Take back").ClickAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Take it back" }).ClickAsync();
        await Page.GetByText("Taken back. The difference is open again.").WaitForAsync();
        await Assertions.Expect(Button("Book on an account…")).ToBeVisibleAsync();
    }

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    private ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Of some days ago: what is younger may still find its counterpart, and waits.</summary>
    private static byte[] StatementWithAFee()
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(-6);
        return Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                statement,account,type,date,amount,currency,key,counterparty,text,reason
                {day:MMdd},{Account},opening,{day:yyyy-MM-dd},0.00,GBP,,,,
                {day:MMdd},{Account},debit,{day:yyyy-MM-dd},-12.50,GBP,,,Account fee,
                {day:MMdd},{Account},closing,{day:yyyy-MM-dd},-12.50,GBP,,,,

                """
            )
        );
    }
}
