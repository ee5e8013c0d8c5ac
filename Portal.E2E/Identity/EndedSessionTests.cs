using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Identity;

/// <summary>An open page does not outlive the session it was opened by.</summary>
public sealed class EndedSessionTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task OpenPage_SignedOutElsewhere_TurnsToSignInWithinSeconds()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders?status=failed", "Orders");

        await using var elsewhere = await Page.Context.Browser!.NewContextAsync(
            new() { BaseURL = Portal.Address.ToString() }
        );
        var other = await elsewhere.NewPageAsync();
        await SignInAsync(other, "admin@demo.example");
        await other.GotoAsync("/account");
        await other
            .GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" })
            .ClickAsync();

        await Assertions
            .Expect(Page)
            .ToHaveURLAsync(
                new Regex("/account/sign-in\\?returnUrl=%2Forders%3Fstatus%3Dfailed"),
                new() { Timeout = 15_000 }
            );
    }
}
