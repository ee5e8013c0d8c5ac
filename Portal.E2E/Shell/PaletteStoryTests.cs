using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Shell;

/// <summary>The way to a page or an order without a mouse.</summary>
public sealed class PaletteStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Palette_OpensAPageAndAnOrder_ByKeysAlone()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders", "Orders");
        var reference = await Page.Locator("table.data-table tbody tr a[data-row-link]")
            .First.InnerTextAsync();
        var palette = Page.Locator("#palette");

        await Page.Keyboard.PressAsync("Control+K");
        await Assertions.Expect(palette).ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await Page.Keyboard.TypeAsync("workfl");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/workflow$"));

        await Page.Keyboard.PressAsync("Control+K");
        await Page.Keyboard.TypeAsync(reference);
        await Assertions
            .Expect(Page.Locator("#palette-list [role=option]").First)
            .ToContainTextAsync(reference);
        await Page.Keyboard.PressAsync("ArrowDown");
        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.Keyboard.PressAsync("Enter");
        await Assertions
            .Expect(
                Page.GetByRole(AriaRole.Heading, new() { Name = $"Order {reference}", Level = 1 })
            )
            .ToBeVisibleAsync();

        await Page.Keyboard.PressAsync("Control+K");
        await Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(palette).ToBeHiddenAsync();
    }
}
