using System.Globalization;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Measures;

/// <summary>
/// What pages cost in a browser. Measured and printed by <c>./portal bench</c>, never judged: times
/// of these machines are noisy, so <c>./portal test</c> leaves this class out.
/// </summary>
[Trait("measure", "browser")]
public sealed class PageFigures(RunningPortal portal) : BrowserTests(portal)
{
    private const int Orders = 1_000_000;
    private const int Steps = 40;
    private const int Circuits = 40;
    private const double Megabyte = 1024 * 1024;

    /// <summary>From the click on the button of the given name until other rows stand there, painted.</summary>
    private const string PaintTime = """
        async name => {
            const region = document.querySelector('[data-table]');
            const rows = () => region.querySelector('tbody').innerText;
            const isBusy = () => region.querySelector('[aria-busy]').getAttribute('aria-busy') === 'true';
            const button = [...region.querySelectorAll('button')].find(b => b.innerText.trim() === name);
            const before = rows();
            const started = performance.now();
            button.click();
            while (isBusy() || rows() === before) {
                if (performance.now() - started > 10000) throw new Error('No other rows came.');
                await new Promise(requestAnimationFrame);
            }
            await new Promise(requestAnimationFrame);
            return performance.now() - started;
        }
        """;

    [Fact]
    public async Task OrderListOfAMillion_FromClickToPaint()
    {
        await Portal.ImportAsync(Lines(), "--stock", "history");
        await Portal.UntilEventsAreReadAsync();
        await SignInAsync("admin@demo.example");
        await OpenAsync("/orders", "Orders");
        await Page.Locator("[data-table] tbody tr").Nth(10).WaitForAsync();

        var times = new List<double>();
        for (var step = 0; step < Steps; step++)
        {
            times.Add(
                await Page.EvaluateAsync<double>(PaintTime, step % 4 == 3 ? "Total" : "Next")
            );
        }

        await PrintAsync(
            $"order list of {Orders:#,0} in the browser, click to paint, p95",
            times.Order().ElementAt((int)Math.Ceiling(0.95 * Steps) - 1),
            "ms",
            400
        );
    }

    /// <summary>The pages that hold most: tiles, charts and boards; a table of rows; rows with their runs.</summary>
    [Theory]
    [InlineData("/dashboard", "Dashboard")]
    [InlineData("/orders", "Orders")]
    [InlineData("/workflow", "Workflow")]
    public async Task Circuit_Memory(string address, string heading)
    {
        await SignInAsync("admin@demo.example");
        await OpenCircuitsAsync(Circuits, address, heading);
        var (heapBefore, setBefore) = await Portal.CollectWebMemoryAsync();
        await OpenCircuitsAsync(Circuits, address, heading);
        var (heapAfter, setAfter) = await Portal.CollectWebMemoryAsync();

        var what = $"memory of the web process per circuit on {address}, mean of {Circuits}";
        await PrintAsync($"{what}, heap", Share(heapAfter - heapBefore), "MB", 1.5);
        await PrintAsync($"{what}, working set", Share(setAfter - setBefore), "MB", 1.5);
        static double Share(long bytes) => bytes / Megabyte / Circuits;
    }

    private async Task OpenCircuitsAsync(int count, string address, string heading)
    {
        for (var i = 0; i < count; i++)
        {
            var page = await Page.Context.NewPageAsync();
            await page.GotoAsync(address);
            await page.GetByRole(AriaRole.Heading, new() { Name = heading, Level = 1 })
                .WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('[aria-busy=true]')");
        }
    }

    /// <summary>A year of orders with nothing but a total.</summary>
    private static IEnumerable<string> Lines()
    {
        var first = DateTime.UtcNow.AddDays(-365);
        yield return "order_id,order_date,customer_id,total,currency";
        for (var n = 0; n < Orders; n++)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"M{n:D7},{first.AddSeconds(n * 31):yyyy-MM-dd HH:mm:ss},C{n % 50_000},{1 + (n * 7919 % 50_000)}.50,GBP"
            );
        }
    }

    private static Task PrintAsync(string what, double value, string unit, double target) =>
        Console.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}  {value:0.##}  ≤ {target:0.##}  {unit}  {(value <= target ? "met" : "MISSED")}"
            )
        );
}
