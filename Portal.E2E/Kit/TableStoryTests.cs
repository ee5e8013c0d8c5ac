using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Kit;

/// <summary>What a person makes of a list is kept: in the address, and for them.</summary>
public sealed class TableStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task SavedView_IsATab_AfterAReload_WithItsFilters_UntilItIsRemoved()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?status=failed&sort=total", "Orders");
        var views = Page.Locator(".table-views");
        await views.GetByRole(AriaRole.Button, new() { Name = "Save view" }).First.ClickAsync();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Lost sales");
        await views.Locator("button[type=submit]").ClickAsync();
        var tab = Page.GetByRole(AriaRole.Link, new() { Name = "Lost sales" });
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-current", "page");

        await OpenAsync("/orders", "Orders");
        await tab.ClickAsync();

        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("status=failed"));
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("sort=total"));
        var file = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "Export the list as CSV" }).ClickAsync()
        );
        Assert.Contains("status=failed", file.Url, StringComparison.Ordinal);
        await Page.ReloadAsync();
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-current", "page");
        await AssertAccessibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove view" }).ClickAsync();
        await Assertions.Expect(tab).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ChosenColumns_StayChosen_AfterAReload()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders", "Orders");
        var refunded = Page.GetByRole(AriaRole.Columnheader, new() { Name = "Refunded" });
        await Page.Locator("table.data-table tbody tr").First.WaitForAsync();
        await Assertions.Expect(refunded).ToHaveCountAsync(0);

        await Page.GetByRole(AriaRole.Button, new() { Name = "Columns and density" }).ClickAsync();
        await Page.GetByRole(AriaRole.Checkbox, new() { Name = "Refunded" }).ClickAsync();
        await Assertions.Expect(refunded).ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await Page.ReloadAsync();

        await Assertions.Expect(refunded).ToBeVisibleAsync();
    }

    [Fact]
    public async Task NextPage_ComesIntoTheSameTable_WithoutThePageBeingDrawnAnew()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders", "Orders");
        await Page.Locator("table.data-table tbody tr").First.WaitForAsync();
        await Page.EvaluateAsync("() => document.querySelector('[data-table]').kept = true");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();

        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("cursor="));
        await Page.WaitForFunctionAsync(
            "() => document.querySelector('[data-table] [aria-busy]').getAttribute('aria-busy') === 'false'"
        );
        Assert.True(
            await Page.EvaluateAsync<bool>(
                "() => document.querySelector('[data-table]').kept === true"
            )
        );
    }

    [Fact]
    public async Task SearchTyped_NarrowsTheRows_AndStaysInTheAddress_AfterAReloadAndBack()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders", "Orders");
        var rows = Page.Locator("table.data-table tbody tr a[data-row-link]");
        var reference = await rows.Nth(2).InnerTextAsync();
        await Page.GetByRole(AriaRole.Searchbox).FillAsync(reference);
        await Assertions.Expect(rows).ToHaveTextAsync([reference]);
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(reference)));
        var address = Page.Url;

        await Page.ReloadAsync();
        await Assertions.Expect(rows).ToHaveTextAsync([reference]);
        await Assertions.Expect(Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(reference);
        await rows.First.ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = $"Order {reference}" })
            .WaitForAsync();
        await Page.GoBackAsync();

        await Assertions.Expect(Page).ToHaveURLAsync(address);
        await Assertions.Expect(rows).ToHaveTextAsync([reference]);
    }
}
