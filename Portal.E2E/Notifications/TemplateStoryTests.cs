using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Notifications;

/// <summary>The words customers read are edited with their preview beside them.</summary>
public sealed class TemplateStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Template_IsPreviewedWhileTyped_AsksBeforeItIsLost_AndIsKeptOnceSaved()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/notifications/templates", "Templates");
        var subject = Page.GetByLabel("Subject", new() { Exact = true });
        await subject.FillAsync("Thank you, {customer_name}");
        await Assertions
            .Expect(Page.Locator("pre.letter"))
            .ToContainTextAsync("Thank you, Ada Lovelace");
        await AssertAccessibleAsync();

        await Page.Locator(".side-link[href='/orders']").ClickAsync();
        await Assertions.Expect(Page.GetByText("Leave without saving?")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Stay" }).ClickAsync();
        await Assertions.Expect(subject).ToHaveValueAsync("Thank you, {customer_name}");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Page.GetByText("Saved; it holds from the next notification on.").WaitForAsync();
        await Page.ReloadAsync();

        await Assertions.Expect(subject).ToHaveValueAsync("Thank you, {customer_name}");
    }
}
