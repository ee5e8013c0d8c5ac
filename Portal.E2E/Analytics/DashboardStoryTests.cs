using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Analytics;

/// <summary>The figures: taken away as files, and moving by themselves.</summary>
public sealed partial class DashboardStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Export_AsCsv_HasTheDaysAndTheRevenueOfTheTile()
    {
        await OpenLastWeekAsync();
        var shown = await Tile("Revenue").InnerTextAsync();

        var text = await File.ReadAllTextAsync(await DownloadAsync("CSV"));

        var revenue = NumberOfMoney().Match(shown).Value.Replace(",", "", StringComparison.Ordinal);
        Assert.Contains(revenue, text, StringComparison.Ordinal);
        Assert.True(text.Split('\n').Length > 7, text);
        foreach (var (name, orders, spent) in await BestCustomersAsync())
        {
            Assert.Contains($"{name},{orders},{spent}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Export_AsExcel_IsAWorkbookWithRows()
    {
        await OpenLastWeekAsync();

        await using var book = await ZipFile.OpenReadAsync(await DownloadAsync("Excel workbook"));

        var sheet = Assert.Single(
            book.Entries,
            e => e.FullName.EndsWith("sheet1.xml", StringComparison.Ordinal)
        );
        using var reader = new StreamReader(await sheet.OpenAsync());
        Assert.True(RowOfSheet().Count(await reader.ReadToEndAsync()) > 1);
        var texts = Assert.Single(
            book.Entries,
            e => e.FullName.EndsWith("sharedStrings.xml", StringComparison.Ordinal)
        );
        using var words = new StreamReader(await texts.OpenAsync());
        var told = await words.ReadToEndAsync();
        Assert.All(
            await BestCustomersAsync(),
            row => Assert.Contains(row.Name, told, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task OrdersThatArePlaced_MoveTheDashboardWithoutAReload()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/dashboard?range=today", "Dashboard");
        var tile = Tile("Orders");
        await tile.WaitForAsync();
        var before = NumberOf(await tile.InnerTextAsync());
        await Page.EvaluateAsync("window.stayed = true");

        await Portal.PlaceOrdersAsync(3);

        for (var deadline = TimeProvider.System.GetTimestamp(); ; )
        {
            var now = NumberOf(await tile.InnerTextAsync());
            if (now >= before + 3)
            {
                break;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(15),
                $"The tile says {now} and said {before}."
            );
            await tile.WaitForAsync();
        }

        Assert.True(await Page.EvaluateAsync<bool>("window.stayed"));
        await AssertAccessibleAsync();
    }

    [Fact]
    public async Task Bestsellers_ShowTheirPictures()
    {
        await OpenLastWeekAsync();
        var pictures = Page.Locator("img.product-thumb");
        await pictures.First.ScrollIntoViewIfNeededAsync();

        await Page.WaitForFunctionAsync(
            "[...document.querySelectorAll('img.product-thumb')].some(i => i.complete && i.naturalWidth > 0)"
        );

        var answer = await Page.APIRequest.GetAsync(
            new Uri(Portal.Address, await pictures.First.GetAttributeAsync("src")).ToString()
        );
        Assert.Equal("image/svg+xml", answer.Headers["content-type"]);
        Assert.Contains("private", answer.Headers["cache-control"], StringComparison.Ordinal);
    }

    private async Task OpenLastWeekAsync()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/dashboard", "Dashboard");
        await Tile("Revenue").WaitForAsync();
    }

    /// <summary>The rows of the customer board, with numbers as an export writes them.</summary>
    private async Task<List<(string Name, string Orders, string Spent)>> BestCustomersAsync()
    {
        var board = Page.GetByRole(AriaRole.Region, new() { Name = "Best customers" });
        var rows = new List<(string, string, string)>();
        foreach (var row in await board.Locator("tbody tr").AllAsync())
        {
            var cells = await row.Locator("td").AllInnerTextsAsync();
            rows.Add(
                (
                    await row.GetByRole(AriaRole.Link).InnerTextAsync(),
                    Plain(cells[^2]),
                    Plain(NumberOfMoney().Match(cells[^1]).Value)
                )
            );
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    private static string Plain(string number) =>
        number.Trim().Replace(",", "", StringComparison.Ordinal);

    private ILocator Tile(string label) =>
        Page.Locator(".figure")
            .Filter(new() { Has = Page.GetByText(label, new() { Exact = true }) })
            .Locator("a.figure-value");

    private async Task<string> DownloadAsync(string format)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await Page.RunAndWaitForDownloadAsync(() =>
            Page.GetByText(format, new() { Exact = true }).ClickAsync()
        );
        return await download.PathAsync();
    }

    private static long NumberOf(string tile) =>
        long.Parse(
            NumberOfTile().Match(tile).Value.Replace(",", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );

    [GeneratedRegex(@"[\d,]+\.\d\d")]
    private static partial Regex NumberOfMoney();

    [GeneratedRegex(@"\d[\d,]*")]
    private static partial Regex NumberOfTile();

    [GeneratedRegex("<(x:)?row ")]
    private static partial Regex RowOfSheet();
}
