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
