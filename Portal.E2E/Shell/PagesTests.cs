using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Shell;

/// <summary>What holds for every working page, in both themes and at both sizes.</summary>
public sealed class PagesTests(RunningPortal portal) : BrowserTests(portal)
{
    public static TheoryData<string, string, string> Pages =>
        new()
        {
            { "admin@demo.example", "/dashboard", "Dashboard" },
            { "admin@demo.example", "/orders", "Orders" },
            { "admin@demo.example", "/imports", "Imports" },
            { "admin@demo.example", "/imports/new", "Import orders" },
            { "admin@demo.example", "/workflow", "Workflow" },
            { "admin@demo.example", "/notifications", "Notifications" },
            { "admin@demo.example", "/jobs", "Jobs" },
            { "admin@demo.example", "/admin/people", "People" },
            { "admin@demo.example", "/admin/audit", "Audit log" },
            { "super@demo.example", "/admin/tenants", "Tenants" },
            { "seller@demo.example", "/dashboard", "Dashboard" },
            { "finance@demo.example", "/dashboard", "Dashboard" },
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

                if (width == 1280)
                {
                    await TakePictureAsync(
                        $"{address.Trim('/').Replace('/', '-')}-{scheme.ToString().ToLowerInvariant()}"
                    );
                }

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
