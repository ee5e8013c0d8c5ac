using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Shell;

/// <summary>A connection that breaks off costs a person nothing of what they had before them.</summary>
public sealed class ReconnectStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    private const int GoneAway = 3001;

    [Fact]
    public async Task ConnectionCut_ComesBack_WithTheFilterAndTheTickedRow()
    {
        var connections = new List<IWebSocketRoute>();
        await Page.RouteWebSocketAsync(
            new Regex("/_blazor"),
            socket =>
            {
                socket.ConnectToServer();
                connections.Add(socket);
            }
        );
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?status=failed", "Orders");
        var tick = Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^Select ") })
            .Nth(1);
        await tick.CheckAsync();
        await Assertions.Expect(Page.GetByText("1 selected")).ToBeVisibleAsync();
        await Page.EvaluateAsync("window.stayed = true");
        var before = connections.Count;

        await connections[^1].CloseAsync(new() { Code = GoneAway, Reason = "cut by the test" });
        await Eventually(() => connections.Count > before, "the page connects again");

        await Assertions
            .Expect(Page.Locator("#components-reconnect-modal"))
            .Not.ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(tick).ToBeCheckedAsync();
        await Page.Locator(".sort-button").Filter(new() { HasText = "Total" }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("sort=total"));
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("status=failed"));
        Assert.True(await Page.EvaluateAsync<bool>("window.stayed"));
    }
}
