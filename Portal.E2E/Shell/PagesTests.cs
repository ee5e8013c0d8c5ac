using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Shell;

/// <summary>
/// What holds for every page, in both themes and at both sizes. One sign-in per role walks all its
/// pages, so that a new page costs seconds.
/// </summary>
public sealed class PagesTests(RunningPortal portal) : BrowserTests(portal)
{
    /// <summary>Pages the README shows.</summary>
    private static readonly string[] Shown = ["/dashboard", "/orders", "/workflow"];

    /// <summary>
    /// Every page is looked at in both widths and both schemes, and pages take turns in how these go together:
    /// what they are made of is the same kit.
    /// </summary>
    private static readonly (ColorScheme Scheme, int Width)[][] Turns =
    [
        [(ColorScheme.Light, 1280), (ColorScheme.Dark, 390)],
        [(ColorScheme.Dark, 1280), (ColorScheme.Light, 390)],
    ];

    /// <summary>Colours move with a transition, so they are the new ones only a frame after the theme is.</summary>
    private const string TwoFrames =
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private readonly List<string> _wrong = [];
    private int _looked;

    [Fact]
    public Task Admin_HasNoSeriousAccessibilityFault() =>
        WalkAsync(
            "admin@demo.example",
            [
                ("/dashboard", "Dashboard"),
                ("/orders", "Orders"),
                ("/orders?q=nobody-ordered-this", "Orders"),
                ("/imports", "Imports"),
                ("/imports/new", "Import orders"),
                ("/workflow", "Workflow"),
                ("/notifications", "Notifications"),
                ("/notifications/templates", "Templates"),
                ("/notifications/preferences?customer=C-0001", "Preferences"),
                ("/admin/people", "People"),
                ("/admin/roles", "Roles"),
                ("/admin/audit", "Audit log"),
                ("/account", "Your account"),
                ("/account/tokens", "Access tokens"),
                ("/account/second-factor", "Second factor"),
            ],
            firstOf: ["/orders", "/imports", "/notifications", "/admin/people"]
        );

    [Fact]
    public async Task SuperAdmin_HasNoSeriousAccessibilityFault()
    {
        await SignInAsync("super@demo.example");
        await OpenAsync("/jobs/schedules", "Schedules");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Run now" }).First.ClickAsync();
        await Assertions.Expect(Page.GetByText("is in its queue")).ToBeVisibleAsync();
        await LookAsync(
            [
                ("/jobs", "Jobs"),
                ("/jobs/all", "All jobs"),
                ("/jobs/schedules", "Schedules"),
                ("/admin/tenants", "Tenants"),
                ("/kit", "Kit"),
            ],
            firstOf: ["/jobs/all"]
        );
        Assert.Empty(_wrong);
    }

    [Fact]
    public Task Seller_HasNoSeriousAccessibilityFault() =>
        WalkAsync(
            "seller@demo.example",
            [
                ("/dashboard", "Dashboard"),
                ("/orders", "Orders"),
                ("/earnings", "Earnings"),
                ("/payouts", "Payouts"),
                ("/imports", "Imports"),
            ],
            firstOf: ["/orders"]
        );

    [Fact]
    public Task Finance_HasNoSeriousAccessibilityFault() =>
        WalkAsync(
            "finance@demo.example",
            [
                ("/dashboard", "Dashboard"),
                ("/admin/audit", "Audit log"),
                ("/finance", "Overview"),
                ("/finance/commission", "Commission"),
                ("/finance/commission/sets", "Drafts and published sets"),
                ("/finance/commission/lab", "Rule lab"),
                ("/finance/shop-levels", "Shop levels"),
                ("/finance/payouts", "Payout runs"),
                ("/finance/payouts/new", "New payout run"),
                ("/finance/payouts/shops", "Bank accounts"),
                ("/finance/cash", "Cash on delivery"),
                ("/finance/debts", "Debts"),
                ("/finance/reconciliation", "Reconciliation"),
                ("/finance/reconciliation/upload", "Upload a statement"),
                ("/finance/reconciliation/statements", "Statements"),
                ("/finance/reconciliation/queue", "Differences"),
                ("/finance/accounts", "Accounts"),
                ("/finance/accounts?q=nobody", "Accounts"),
                ("/finance/entries", "Entries"),
                ("/finance/holds", "Holds"),
                ("/finance/wallets", "Wallets"),
                ("/finance/wallets?q=nobody", "Wallets"),
                ("/finance/rates", "Currencies"),
                ("/finance/rates/USD?base=GBP", "USD for 1 GBP"),
                ("/finance/refunds", "Refunds"),
                ("/finance/refunds?status=failed", "Refunds"),
                ("/finance/chargebacks", "Chargebacks"),
                ("/finance/chargebacks?status=won,lost", "Chargebacks"),
                ("/finance/webhooks", "Gateway messages"),
                ("/finance/webhooks?status=failed", "Gateway messages"),
                ("/finance/trial-balance", "Trial balance"),
                ("/finance/verification", "Verification"),
            ],
            firstOf:
            [
                "/finance/accounts",
                "/finance/entries",
                "/finance/wallets",
                "/finance/refunds?status=failed",
                "/finance/debts",
                "/finance/chargebacks",
                "/finance/reconciliation/statements",
                "/finance/reconciliation/queue?status=open",
            ]
        );

    [Fact]
    public async Task Stranger_HasNoSeriousAccessibilityFault()
    {
        await LookAsync([
            ("/account/sign-in", "Sign in"),
            ("/account/forgot-password", "Forgot your password?"),
            ("/account/reset-password", "Choose a password"),
            ("/not-found", "This page does not exist"),
            ("/error", "Something went wrong"),
        ]);
        Assert.Empty(_wrong);
    }

    /// <summary>That nothing was found says something only where something can be.</summary>
    [Fact]
    public async Task PictureWithoutWords_IsAFault()
    {
        await Page.SetContentAsync(
            "<html lang=en><title>A page</title><main><h1>A page</h1><img src='data:,'></main></html>"
        );

        Assert.Contains(
            await AccessibilityFaultsAsync(),
            fault => fault.StartsWith("image-alt (critical)", StringComparison.Ordinal)
        );
    }

    private async Task WalkAsync(
        string email,
        (string Address, string? Heading)[] pages,
        params string[] firstOf
    )
    {
        await Portal.PlaceOrdersAsync(1);
        await SignInAsync(email);
        await LookAsync(pages, firstOf);
        Assert.Empty(_wrong);
    }

    /// <param name="firstOf">Lists whose first row is opened and looked at as well.</param>
    private async Task LookAsync((string Address, string? Heading)[] pages, params string[] firstOf)
    {
        foreach (var (address, heading) in pages)
        {
            await LookAsync(address, heading);
        }

        foreach (var list in firstOf)
        {
            await Page.GotoAsync(list);
            var first = Page.Locator("a[data-row-link]").First;
            await first.WaitForAsync();
            await LookAsync((await first.GetAttributeAsync("href"))!, heading: null);
        }
    }

    private async Task LookAsync(string address, string? heading)
    {
        await Page.GotoAsync(address);
        await Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
        await Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var forms = Shown.Contains(address) ? [.. Turns[0], .. Turns[1]] : Turns[_looked++ % 2];
        foreach (var (scheme, width) in forms)
        {
            await Page.EmulateMediaAsync(
                new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce }
            );
            await Page.SetViewportSizeAsync(width, 800);
            await Page.EvaluateAsync(TwoFrames);
            if (width == 1280 && Shown.Contains(address))
            {
                await TakePictureAsync(
                    $"{address.Trim('/')}-{scheme.ToString().ToLowerInvariant()}"
                );
            }

            await CheckAsync($"{address} at {width} px, {scheme}");
        }
    }

    private async Task CheckAsync(string where)
    {
        _wrong.AddRange((await AccessibilityFaultsAsync()).Select(fault => $"{where}: {fault}"));
        var overflow = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        if (overflow > 0)
        {
            _wrong.Add($"{where} scrolls sideways by {overflow} px.");
        }
    }
}
