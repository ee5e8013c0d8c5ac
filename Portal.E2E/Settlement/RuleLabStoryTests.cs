using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Settlement;

/// <summary>How finance tries other commission rules on past sales, publishes them and takes them back.</summary>
public sealed partial class RuleLabStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Draft_IsChanged_TriedOnPastSales_PublishedForTomorrow_AndTakenBack()
    {
        await Portal.UntilEventsAreReadAsync();
        await SignInAsync("finance@demo.example");
        await OpenAsync("/finance/commission/sets", "Drafts and published sets");
        await Button("New draft").ClickAsync();
        await Dialog.GetByLabel("Name of the draft").FillAsync("Dearer small sales");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Begin draft" }).ClickAsync();
        await ToldAsync("The draft has today's rules.");
        await Page.WaitForURLAsync(DraftAddress());
        var draft = new Uri(Page.Url).AbsolutePath;
        await HeadingAsync("Dearer small sales");

        await Button("Change Everything else").ClickAsync();
        await Dialog.GetByLabel("Share, %").FillAsync("15");
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "Save rule" }).ClickAsync();
        await ToldAsync("“Everything else” is saved in the draft.");
        await Assertions.Expect(Page.GetByText("15 % + £0.20")).ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Try in the lab" }).ClickAsync();
        await HeadingAsync("Rule lab");
        await Assertions.Expect(Page.GetByText(ShopsLose()).First).ToBeVisibleAsync();
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Copper Kettle Goods" }).First)
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();
        var file = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByRole(AriaRole.Link, new() { Name = "CSV", Exact = true }).ClickAsync()
        );
        Assert.Contains(
            "Copper Kettle Goods",
            await File.ReadAllTextAsync(await file.PathAsync()),
            StringComparison.Ordinal
        );

        await OpenAsync(draft, "Dearer small sales");
        await Button("Publish…").ClickAsync();
        await Dialog
            .GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true })
            .ClickAsync();
        await ToldAsync("Published. These rules hold from");
        await Assertions
            .Expect(Page.GetByText("Until then it can be taken back."))
            .ToBeVisibleAsync();

        await Button("Take back").ClickAsync();
        await Dialog
            .GetByRole(AriaRole.Button, new() { Name = "Take back", Exact = true })
            .ClickAsync();
        await ToldAsync("Taken back. The rules before go on.");
        await Assertions.Expect(Page.GetByText("before it started.")).ToBeVisibleAsync();
    }

    private ILocator Dialog => Page.Locator("dialog[open]");

    private ILocator Button(string name) =>
        Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private Task HeadingAsync(string name) =>
        Page.GetByRole(AriaRole.Heading, new() { Name = name, Level = 1 }).WaitForAsync();

    private Task ToldAsync(string words) =>
        Assertions.Expect(Page.GetByText(words).First).ToBeVisibleAsync();

    [GeneratedRegex(@"/finance/commission/sets/\d+$")]
    private static partial Regex DraftAddress();

    [GeneratedRegex(@"\d+ shops win, [1-9]\d* lose")]
    private static partial Regex ShopsLose();
}
