using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Identity;

/// <summary>Who may come in: invited, given a role, shut out and let in again; and whole marketplaces.</summary>
public sealed class AdministrationStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Person_IsInvited_GivenARole_Disabled_LetInAgain_AndLosesTheRole()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/admin/people", "People");
        await Click("Invite somebody");
        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "Invite somebody" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Nora Quill");
        await dialog.GetByLabel("Email").FillAsync("nora.quill@demo.example");
        await dialog
            .GetByLabel("Role")
            .SelectOptionAsync(new SelectOptionValue { Label = "Seller" });
        await dialog
            .GetByLabel("Where")
            .SelectOptionAsync(new SelectOptionValue { Label = "Field & Thread" });
        await AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Nora Quill" }).ClickAsync();
        await Page.GetByRole(AriaRole.Heading, new() { Name = "Nora Quill", Level = 1 })
            .WaitForAsync();

        await Page.GetByLabel("Role", new() { Exact = true })
            .SelectOptionAsync(new SelectOptionValue { Label = "Courier" });
        await Click("Give this role");
        var roles = Page.Locator(".account-rows").First;
        await Assertions
            .Expect(roles.GetByText("Courier", new() { Exact = true }))
            .ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await Click("Disable");
        await ConfirmAsync("Disable");
        await Click("Let in again");
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }))
            .ToBeVisibleAsync();

        await roles
            .Locator("li")
            .Filter(new() { HasText = "Courier" })
            .GetByRole(AriaRole.Button, new() { Name = "Take away" })
            .ClickAsync();
        await ConfirmAsync("Take away");
        await Assertions
            .Expect(roles.GetByText("Courier", new() { Exact = true }))
            .ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Marketplace_IsOpened_Suspended_AndOpenedAgain()
    {
        await SignInAsync("super@demo.example");
        await OpenAsync("/admin/tenants", "Tenants");
        await Click("New marketplace");
        var dialog = Page.GetByRole(AriaRole.Dialog, new() { Name = "New marketplace" });
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Quayside Crafts");
        await dialog.GetByLabel("Short name").FillAsync("quayside");
        await AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();

        var row = Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Quayside Crafts" });
        await row.GetByRole(AriaRole.Button, new() { Name = "Suspend" }).ClickAsync();
        await ConfirmAsync("Suspend");
        await Assertions.Expect(row.GetByText("Suspended")).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Open again" }).ClickAsync();

        await Assertions.Expect(row.GetByText("Active")).ToBeVisibleAsync();
    }

    private Task Click(string button) =>
        Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private Task ConfirmAsync(string verb) =>
        Page.Locator("dialog[open]")
            .GetByRole(AriaRole.Button, new() { Name = verb, Exact = true })
            .ClickAsync();
}
