using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Orders;

/// <summary>Orders walk by themselves, and what failed can be seen and tried again.</summary>
public sealed class WorkflowStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task PendingOrdersOfTheDemo_AreWorkedUntilNoneIsLeft()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?status=pending", "Orders");

        await Assertions
            .Expect(Page.GetByText("No orders match"))
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task FailedOrder_SaysWhy_ShowsWhatHappened_AndIsTriedAgain()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?cause=payment_declined", "Orders");
        await Page.Locator("table.data-table tbody tr a").First.ClickAsync();
        await Page.GetByRole(
                AriaRole.Heading,
                new() { Level = 1, NameRegex = new Regex("^Order ") }
            )
            .WaitForAsync();
        await Assertions
            .Expect(Page.GetByText("The payment was declined.").First)
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Retry" }).ClickAsync();

        await Assertions
            .Expect(Page.GetByText("One order is tried again.").First)
            .ToBeVisibleAsync();
        await Assertions
            .Expect(Page.GetByText("Put back to be tried again").First)
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task OnAPhone_AFailedOrderIsFound_Opened_AndTriedAgain()
    {
        await Page.SetViewportSizeAsync(390, 844);
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?cause=out_of_stock", "Orders");
        await AssertAccessibleAsync();
        await Page.Locator("a[data-row-link]").First.ClickAsync();
        var retry = Page.GetByRole(AriaRole.Button, new() { Name = "Retry" });
        await retry.WaitForAsync();
        await AssertAccessibleAsync();
        var overflow = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        Assert.True(overflow <= 0, $"The order scrolls sideways by {overflow} px.");

        await retry.ClickAsync();

        await Assertions
            .Expect(Page.GetByText("One order is tried again.").First)
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task Board_Moves_WhileAWorkerProcessesOrders()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/workflow", "Workflow");
        var completed = Page.Locator(".figure")
            .Filter(new() { HasText = "Completed, last hour" })
            .Locator(".figure-value");
        await completed.WaitForAsync();
        var before = await completed.InnerTextAsync();
        await Page.EvaluateAsync("window.stayed = true");

        await Portal.PlaceOrdersAsync(5);

        await Assertions.Expect(completed).Not.ToHaveTextAsync(before, new() { Timeout = 30_000 });
        Assert.True(await Page.EvaluateAsync<bool>("window.stayed"));
        await AssertAccessibleAsync();
    }

    [Fact]
    public async Task Board_GroupOfFailures_OpensAsManyOrdersAsItSays()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/workflow?range=last-90", "Workflow");
        var group = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "payment_declined" });
        var says = (await group.Locator("td.number").InnerTextAsync()).Trim();

        await group.GetByRole(AriaRole.Link, new() { Name = "See them" }).ClickAsync();

        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("cause=payment_declined.*ended="));
        await Assertions.Expect(Page.Locator(".table-foot")).ToContainTextAsync($"{says} orders");
        await Page.GoBackAsync();
        await Assertions.Expect(group).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Board_OfASeller_IsThere_AndOffersNoRetry()
    {
        await SignInAsync("seller@demo.example");
        await OpenAsync("/workflow", "Workflow");

        await Assertions
            .Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Failed orders by cause" }))
            .ToBeVisibleAsync();
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Retry these" }))
            .ToHaveCountAsync(0);
    }
}
