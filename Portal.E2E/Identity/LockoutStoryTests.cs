using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Identity;

/// <summary>Guessing at an account shuts strangers out, and not the person on their own device.</summary>
public sealed class LockoutStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    /// <summary>Nobody else's in these stories, who would be shut out too.</summary>
    private const string Email = "seller.two@demo.example";

    private const int TriesUntilThePause = 5;

    [Fact]
    public async Task WrongPasswords_LockStrangersOut_WhileAKnownDeviceGetsIn()
    {
        await SignInAsync(Email);
        await OpenAsync("/orders", "Orders");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Account", Exact = true })
            .ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true })
            .ClickAsync();
        await Page.WaitForURLAsync("**/account/sign-in**");

        await using var elsewhere = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.Address.ToString() }
        );
        var stranger = await elsewhere.NewPageAsync();
        for (var i = 0; i < TriesUntilThePause; i++)
        {
            await TryAsync(stranger, $"guess number {i}");
            await Assertions
                .Expect(stranger.GetByRole(AriaRole.Alert))
                .Not.ToContainTextAsync("Too many tries");
        }

        await TryAsync(stranger, RunningPortal.DemoPassword);
        await Assertions
            .Expect(stranger.GetByRole(AriaRole.Alert))
            .ToContainTextAsync("Too many tries");
        await SignInAsync(Email);

        await OpenAsync("/orders", "Orders");
    }

    private static async Task TryAsync(IPage page, string password)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("Email").FillAsync(Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
    }
}
