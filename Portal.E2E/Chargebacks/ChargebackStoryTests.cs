using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Chargebacks;

/// <summary>How finance writes down what a buyer's bank took back, answers it, and ends it.</summary>
public sealed partial class ChargebackStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Finance_RecordsAnswersAndLosesOne_AndWinsAnother()
    {
        await Portal.PlaceOrdersAsync(4);
        await Portal.UntilOrdersAreWorkedAsync();
        await Portal.UntilEventsAreReadAsync();
        await SignInAsync("finance@demo.example");

        await RecordAsync(0, "CB-E2E-1");
        await Expect(Page.GetByText("10 days left")).ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await Button("Submit evidence…").ClickAsync();
        await Dialog.GetByLabel("Note for the bank").FillAsync("Signed for at the door");
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Submit evidence" }).ClickAsync();
        await Expect(Page.GetByText("The evidence is closed.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Signed for at the door")).ToBeVisibleAsync();
        await Expect(Button("Submit evidence…")).ToHaveCountAsync(0);

        await Button("Lost…").ClickAsync();
        await Dialog.GetByText("The marketplace; the seller keeps theirs").ClickAsync();
        await Dialog.GetByLabel("Note").FillAsync("The bank decided for its customer");
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "It was lost" }).ClickAsync();
        await Expect(Page.GetByText("Lost. It is a refund of the order now.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Lost; the marketplace bears it")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { NameRegex = Refund() }))
            .ToBeVisibleAsync();

        await RecordAsync(1, "CB-E2E-2");
        await Button("Won…").ClickAsync();
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "It was won" }).ClickAsync();
        await Expect(Page.GetByText("Won. The money is with the gateway again."))
            .ToBeVisibleAsync();
        await Expect(Button("Won…")).ToHaveCountAsync(0);

        await Page.GetByRole(AriaRole.Button, new() { NameRegex = Bell() }).ClickAsync();
        await Expect(Page.GetByText("Chargeback CB-E2E-2 was won.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Chargeback CB-E2E-1 was lost.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Finance_SetsADisputeAside_ThatCouldNotBeBooked()
    {
        await Portal.PrepareAsync(
            """
            INSERT INTO chargebacks.disputes (tenant_id, gateway, reference, status, message, amount_minor, currency,
                evidence_due_at, heard, attempts, doubts, noticed_at)
            SELECT t.id, 'stripe', d.reference, d.status, d.message, 2500, 'GBP', now() + interval '5 days', 0, 0, 0, now()
            FROM tenancy.tenants t,
                (VALUES ('du_e2e_person', 'needs_person', 'Only 10.00 GBP of this order was left.'),
                    ('du_e2e_inquiry', 'inquiry', NULL)) AS d (reference, status, message)
            WHERE t.slug = 'harbour'
            """
        );
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/chargebacks", "Chargebacks");
        var panel = Page.GetByRole(
            AriaRole.Region,
            new() { Name = "Told by the gateway, and not booked", Exact = true }
        );
        await Expect(panel.GetByText("Only 10.00 GBP of this order was left.")).ToBeVisibleAsync();
        await Expect(panel.GetByText("Inquiry; no money has moved")).ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await panel.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).First.ClickAsync();
        await Expect(Page.GetByText("The gateway is asked within a minute.")).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Set aside…" }).ClickAsync();
        await Dialog.GetByLabel("What was done about it").FillAsync("Booked on the statement");
        await AssertAccessibleAsync();
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Set aside" }).ClickAsync();
        await Expect(panel.GetByText("Only 10.00 GBP of this order was left.")).ToHaveCountAsync(0);
        await Expect(panel.GetByText("Inquiry; no money has moved")).ToBeVisibleAsync();
    }

    /// <summary>A chargeback of the n-th completed order, from its page.</summary>
    private async Task RecordAsync(int order, string reference)
    {
        await OpenAsync("/orders?status=completed", "Orders");
        await Page.Locator("a[data-row-link]").Nth(order).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Chargeback…", Exact = true })
            .ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Chargebacks", Level = 1 })
            .WaitForAsync();
        await Button("Record a chargeback…").ClickAsync();
        await Expect(Dialog.GetByText("paid through")).ToBeVisibleAsync();
        await Dialog.GetByLabel("Gateway's reference").FillAsync(reference);
        await Dialog.GetByLabel("Reason").FillAsync("product_not_received");
        await AssertAccessibleAsync();
        await Dialog
            .GetByRole(AriaRole.Button, new() { Name = "Record the chargeback" })
            .ClickAsync();
        await Page.GetByRole(
                AriaRole.Heading,
                new() { Name = $"Chargeback {reference}", Level = 1 }
            )
            .WaitForAsync();
    }

    private static ILocatorAssertions Expect(ILocator found) => Assertions.Expect(found);

    private ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    private ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [GeneratedRegex("^Refund [0-9]+$")]
    private static partial Regex Refund();

    [GeneratedRegex("^Notifications")]
    private static partial Regex Bell();
}
