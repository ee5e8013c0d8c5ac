using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Jobs;

/// <summary>What people do to queues and to jobs that failed.</summary>
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

    [Fact]
    public async Task PausedQueue_RunsAgain_ByUndoInTheToast()
    {
        await SignInAsync("super@demo.example");
        await OpenAsync("/jobs", "Jobs");
        var queue = Page.GetByRole(AriaRole.Row)
            .Filter(
                new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = "Low", Exact = true }) }
            );
        await queue.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Assertions.Expect(queue.GetByText("Paused")).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("Undone.")).ToBeVisibleAsync();
        await Assertions
            .Expect(queue.GetByRole(AriaRole.Button, new() { Name = "Pause" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task FailedJob_IsRungUntilSeen_RetriedFromTheList_AndSucceeds()
    {
        const string Cause = "The connection to the figures broke.";
        await Portal.AddFailedJobAsync(Cause);
        await SignInAsync("admin@demo.example");
        await OpenAsync("/jobs", "Jobs");
        var unread = Page.GetByRole(
            AriaRole.Button,
            new() { NameRegex = new Regex(@"^Notifications, \d+ unread$") }
        );
        var seen = Page.GetByRole(AriaRole.Button, new() { Name = "Notifications", Exact = true });
        await unread.ClickAsync();
        await Assertions.Expect(seen).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".bell-item.unread").First).ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await Page.ReloadAsync();
        await Assertions.Expect(seen).ToBeVisibleAsync();

        var group = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = Cause });
        await group.GetByRole(AriaRole.Link).Last.ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(@"/jobs/\d+$"));
        var job = Page.Url;
        await Page.GoBackAsync();
        await group.GetByRole(AriaRole.Button, new() { Name = "Retry these" }).ClickAsync();

        await Assertions.Expect(Page.GetByText("1 job is back in its queue.")).ToBeVisibleAsync();
        await Assertions.Expect(group).ToHaveCountAsync(0);
        await Page.GotoAsync(job);
        await Assertions
            .Expect(Page.GetByText("Succeeded", new() { Exact = true }).First)
            .ToBeVisibleAsync(new() { Timeout = 60_000 });
    }
}
