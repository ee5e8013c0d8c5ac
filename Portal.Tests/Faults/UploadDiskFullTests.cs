using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Core.Identity;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>There is no room for an uploaded file: it is refused with a reason, and nothing of it stays.</summary>
public sealed class UploadDiskFullTests : PortalTests
{
    private const int OneMegabyte = 1 << 20;

    [Fact]
    public async Task Upload_DiskFull_IsRefused_AndASmallerFileFits()
    {
        await using var disk = await SmallDisk.TryMountAsync(1);
        Assert.SkipWhen(disk is null, "Mounting a small disk takes root.");
        await using var web = new TestWeb(Portal, ("Storage:Path", disk.Folder));
        using var browser = await SignedInAsync(web);

        using var refused = await UploadAsync(browser, FileOf(3 * OneMegabyte));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonObject>();
        Assert.Equal("imports.storage_full", (string?)problem!["code"]);
        await NothingStaysAsync(disk.Folder);

        using var taken = await UploadAsync(browser, FileOf(OneMegabyte / 2));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    private async Task<HttpClient> SignedInAsync(TestWeb web)
    {
        const string email = "ada@example.com";
        await Portal.AddPersonAsync(email, BuiltInRoles.MarketplaceAdmin, Portal.Tenant);
        var browser = web.Browser();
        using var signedIn = await TestWeb.SignInAsync(browser, email, TestPeople.Password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return browser;
    }

    private static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/imports/upload")
        {
            Content = content,
        };
        request.Headers.Add("X-Portal-Upload", "1");
        return await browser.SendAsync(request);
    }

    private async Task NothingStaysAsync(string storage)
    {
        Assert.Empty(Directory.EnumerateFiles(storage, "*", SearchOption.AllDirectories));
        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>("SELECT count(*) FROM imports.imports")
        );
    }

    private static byte[] FileOf(int bytes)
    {
        var file = new StringBuilder(
            "order_id,order_date,customer_id,sku,quantity,unit_price,currency\n"
        );
        for (var order = 0; file.Length < bytes; order++)
        {
            file.Append(order).Append(",2026-03-04,C-1,SKU-1,1,2.50,GBP\n");
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }
}
