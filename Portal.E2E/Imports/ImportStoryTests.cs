using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.E2E.Infrastructure;

namespace Portal.E2E.Imports;

/// <summary>The main job on a real retailer's file, through the browser.</summary>
public sealed class ImportStoryTests(RunningPortal portal) : BrowserTests(portal)
{
    [Fact]
    public async Task Seller_ImportsARealFile_SeesWhatWillHappen_AndFindsTheOrders_AndTheSameFileAgainMakesNone()
    {
        await SignInAsync("admin@demo.example");
        await UploadAsync();
        await ChooseAsync("Keep as history");
        await ChooseAsync("Create drafts");
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Seen("999 rows = 990 accepted + 0 already there + 9 rejected");
        await TakePictureAsync("import-dry-run");
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Import 62 orders" }).ClickAsync();
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Link, new() { Name = "See the orders" }))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Seen("999 rows = 990 accepted + 0 already there + 9 rejected");
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "See the orders" }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/orders\\?import=\\d+"));
        await Assertions
            .Expect(Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^5364") }).First)
            .ToBeVisibleAsync();

        await UploadAsync();
        await ChooseAsync("Keep as history");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Assertions
            .Expect(Page.GetByText(new Regex("999 rows = 0 accepted")))
            .ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Upload_OfAFileThatIsNoCsv_IsRefusedWithAReason()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/imports/new", "Import orders");
        await Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "picture.csv",
                    MimeType = "text/csv",
                    Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0],
                }
            );

        await Assertions.Expect(Page.Locator(".file-drop-problem")).ToBeVisibleAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/imports/new$"));
    }

    [Fact]
    public async Task Upload_CancelledMidway_LeavesNeitherAFileNorAnImport()
    {
        await SignInAsync("admin@demo.example");
        await OpenAsync("/imports/new", "Import orders");
        var before = Portal.StoredFiles();
        await SlowDownUploadsAsync();
        var name = $"cut-short-{Guid.NewGuid():N}.csv";
        await Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = name,
                    MimeType = "text/csv",
                    Buffer = Encoding.UTF8.GetBytes(
                        string.Concat(Enumerable.Repeat("A-1,2026-01-05,S-1,1,10.00\n", 1_000_000))
                    ),
                }
            );
        await Eventually(() => Portal.StoredFiles().Count > before.Count, "the file arrives");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Assertions
            .Expect(Page.Locator(".file-drop-problem"))
            .ToHaveTextAsync("Cancelled. Nothing was kept.");
        await Eventually(() => Portal.StoredFiles().Count == before.Count, "the file is removed");
        await OpenAsync($"/imports?q={name}", "Imports");
        await Assertions.Expect(Page.GetByText("No imports match")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SavedMapping_IsRemoved_AndComesBackByUndo()
    {
        await SignInAsync("admin@demo.example");
        await UploadAsync();
        var date = Page.GetByLabel("What InvoiceDate means");
        await date.SelectOptionAsync("");
        var name = $"Retailer {Guid.NewGuid():N}"[..20];
        await Page.GetByLabel("Name of this mapping").FillAsync(name);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        var menu = Page.GetByRole(AriaRole.Button, new() { Name = "Saved mappings" });
        var use = Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
        await menu.ClickAsync();
        await Assertions.Expect(use).ToBeVisibleAsync();
        await AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = $"Remove mapping {name}" })
            .ClickAsync();
        await Assertions.Expect(Page.GetByText($"Mapping “{name}” removed.")).ToBeVisibleAsync();
        await Assertions.Expect(use).ToHaveCountAsync(0);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Undone.")).ToBeVisibleAsync();

        await UploadAsync();
        await Assertions.Expect(date).Not.ToHaveValueAsync("");
        await menu.ClickAsync();
        await use.ClickAsync();
        await Assertions.Expect(date).ToHaveValueAsync("");
    }

    /// <summary>So slow that there is time to cancel; the page's own connection is not slowed.</summary>
    private async Task SlowDownUploadsAsync()
    {
        var session = await Page.Context.NewCDPSessionAsync(Page);
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["offline"] = false,
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = 500_000,
            }
        );
    }

    private async Task UploadAsync()
    {
        await OpenAsync("/imports/new", "Import orders");
        await Page.Locator("input[type=file]")
            .SetInputFilesAsync(
                Path.Combine(Repository.Root, "samples", "online-retail-lines.csv")
            );
        await Page.WaitForURLAsync(new Regex("/imports/\\d+$"));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).WaitForAsync();
    }

    private Task ChooseAsync(string name) =>
        Page.GetByRole(AriaRole.Radio, new() { Name = name }).CheckAsync();

    private Task Seen(string text) =>
        Assertions.Expect(Page.GetByText(text)).ToBeVisibleAsync(new() { Timeout = 30_000 });
}
