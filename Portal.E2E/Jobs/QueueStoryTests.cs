using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Jobs;

/// <summary>A queue is stopped and let run again.</summary>
public sealed class QueueStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Queue_IsPaused_SaysSoAfterAReload_AndContinues()
    {
        await SignInAsync("super@demo.example");
        await OpenAsync("/jobs", "Jobs");
        var queue = Page.GetByRole(AriaRole.Row)
            .Filter(
                new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = "Low", Exact = true }) }
            );
        await queue.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(queue.GetByText("Paused")).ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await Page.ReloadAsync();
        await Assertions.Expect(queue.GetByText("Paused")).ToBeVisibleAsync();
        await queue.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

        await Assertions
            .Expect(queue.GetByRole(AriaRole.Button, new() { Name = "Pause" }))
            .ToBeVisibleAsync();
    }
}
