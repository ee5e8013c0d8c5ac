using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.E2E.Infrastructure;

/// <summary>
/// A browser test: a fresh context per test, English, UTC. Scripts that throw and requests to other
/// hosts fail the test.
/// </summary>
public abstract class BrowserTests(RunningPortal portal) : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>An element that is to come is given so long, in milliseconds: nobody knows how busy the machine is.</summary>
    private const float MostWait = 20_000;

    private readonly List<string> _faults = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IBrowserContext? _context;

    protected RunningPortal Portal { get; } = portal;

    protected IPage Page { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(MostWait);
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") ?? "/usr/bin/chromium",
                Args = Flags,
            }
        );
        _context = await _browser.NewContextAsync(
            new()
            {
                BaseURL = Portal.Address.ToString(),
                Locale = "en-GB",
                TimezoneId = "UTC",
                ViewportSize = new() { Width = 1280, Height = 800 },
                AcceptDownloads = true,
            }
        );
        Page = await _context.NewPageAsync();
        Page.PageError += (_, error) => _faults.Add($"Script error: {error}");
        Page.Request += (_, request) =>
        {
            var target = new Uri(request.Url);
            if (target.Scheme is "http" or "https" && target.Authority != Portal.Address.Authority)
            {
                _faults.Add($"Request to another host: {request.Url}");
            }
        };
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_context is not null)
        {
            await _context.CloseAsync();
        }

        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        Assert.Empty(_faults);
    }

    /// <summary>Signs in by the form, as a person would.</summary>
    protected Task SignInAsync(string email) => SignInAsync(Page, email);

    /// <summary>The same in another browser context.</summary>
    protected static async Task SignInAsync(IPage page, string email)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true })
            .FillAsync(RunningPortal.DemoPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/", StringComparison.Ordinal));
    }

    /// <summary>Opens a working page and waits until its circuit has drawn it.</summary>
    protected async Task OpenAsync(string address, string heading)
    {
        await Page.GotoAsync(address);
        await Page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 }).WaitForAsync();
    }

    /// <summary>Waits for what happens outside the page; what happens on it is waited for by its elements.</summary>
    protected static async Task Eventually(Func<bool> holds, string what)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !holds(); )
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30),
                $"Not within 30 s: {what}."
            );
            await Task.Delay(100);
        }
    }

    /// <summary>Keeps a picture for the README, when <c>PORTAL_SCREENSHOTS</c> says that they are wanted.</summary>
    protected async Task TakePictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("PORTAL_SCREENSHOTS") is not null)
        {
            var file = Path.Combine(Repository.Root, "docs", "screenshots", $"{name}.png");
            await Page.ScreenshotAsync(new() { Path = file });
        }
    }

    /// <summary>
    /// What comes, goes or is pointed at is pale for a moment, which axe would take for its colours. What never ends is not waited for,
    /// nor a toast, which fades only at both ends of its life.
    /// </summary>
    private const string NothingIsFading = """
        () => [...document.querySelectorAll('.toast')].every(t => getComputedStyle(t).opacity === '1')
            && document.getAnimations().every(a => a.playState !== 'running' || a.effect?.target?.closest('.toast')
                || a.effect?.getComputedTiming().endTime === Infinity)
        """;

    /// <summary>No violation of serious or critical kind, by axe.</summary>
    protected async Task AssertAccessibleAsync()
    {
        var faults = await AccessibilityFaultsAsync();
        Assert.True(faults.Count == 0, $"{Page.Url}: {string.Join(Environment.NewLine, faults)}");
    }

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>
    /// In the page itself and told in a few lines: axe's own way out of the page carries a megabyte of what is in order through a
    /// second one, which takes most of the time.
    /// </summary>
    private const string RunAxe = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(v => v.impact === 'serious' || v.impact === 'critical')
            .map(v => `${v.id} (${v.impact}): ${v.help}: ${v.nodes.slice(0, 5).map(n => n.html).join(' | ')}`)
        """;

    /// <summary>Violations of serious or critical kind, by axe, each with the first elements it is about.</summary>
    protected async Task<IReadOnlyList<string>> AccessibilityFaultsAsync()
    {
        await Page.WaitForFunctionAsync(NothingIsFading);
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(RunAxe);
    }
}
