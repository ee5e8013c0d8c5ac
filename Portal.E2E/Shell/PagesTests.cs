using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Shell;

/// <summary>What holds for every working page, in both themes and at both sizes.</summary>
public sealed class PagesTests(RunningPortal portal) : BrowserTests(portal)
{
    public static TheoryData<string, string, string> Pages =>
        new()
        {
            { "admin@demo.example", "/orders", "Orders" },
            { "admin@demo.example", "/workflow", "Workflow" },
            { "seller@demo.example", "/orders", "Orders" },
        };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HasNoSeriousAccessibilityFault_InLightAndDark_WideAndNarrow(
        string email,
        string address,
        string heading
    )
    {
        await SignInAsync(email);
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(
                new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
            );
            foreach (var width in new[] { 1280, 390 })
            {
                await Page.SetViewportSizeAsync(width, 800);
                await OpenAsync(address, heading);
                await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

                await AssertAccessibleAsync();
                var overflow = await Page.EvaluateAsync<int>(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                );
                Assert.True(
                    overflow <= 0,
                    $"{address} scrolls sideways by {overflow} px at {width} px."
                );
            }
        }
    }
}
