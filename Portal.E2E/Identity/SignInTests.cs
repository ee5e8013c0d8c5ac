using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Identity;

public sealed class SignInTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSoAndStays()
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.GetByLabel("Email").FillAsync("admin@demo.example");
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync("not the password");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/account/sign-in"));
    }

    [Fact]
    public async Task SignIn_FromADeepLink_GoesWhereTheLinkPoints()
    {
        await Page.GotoAsync("/orders?status=failed");
        await Page.GetByLabel("Email").FillAsync("admin@demo.example");
        await Page.GetByLabel("Password", new() { Exact = true })
            .FillAsync(RunningPortal.DemoPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/orders\\?status=failed$"));
    }

    [Fact]
    public async Task SignInPage_HasNoSeriousAccessibilityFault()
    {
        await Page.GotoAsync("/account/sign-in");

        await AssertAccessibleAsync();
    }
}
