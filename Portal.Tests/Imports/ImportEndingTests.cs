using System.Text;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Imports;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

/// <summary>What the bell tells of imports.</summary>
public sealed class ImportEndingTests : PortalTests
{
    private const string File = """
        order id,date,sku,quantity,price
        A-1,2026-01-05,S-1,1,10.00
        A-2,2026-01-05,S-2,wrong,10.00

        """;

    [Fact]
    public async Task EndedOfMine_ToldToWhoUploadedTheFileAndToNobodyElse()
    {
        var mine = await AddAdminAsync("mine@example.com");
        var other = await AddAdminAsync("other@example.com");
        var import = await UploadAsAsync(mine);
        Assert.Empty(await EndedOfAsync(mine));

        await Portal.RunAsync(import);

        var told = Assert.Single(await EndedOfAsync(mine));
        Assert.Equal((import, false, 1L, 1L), (told.Id, told.IsFailed, told.Orders, told.Rejected));
        Assert.Empty(await EndedOfAsync(other));
    }

    [Fact]
    public async Task EndedOfMine_FileThatCannotBeRead_IsToldAsFailed()
    {
        var mine = await AddAdminAsync("mine@example.com");
        var import = await UploadAsAsync(mine);
        var storage = (ImportStorage)Portal.Services.GetService(typeof(ImportStorage))!;
        storage.Delete(Assert.Single(storage.All()).Key);

        await Portal.RunAsync(import);

        Assert.True(Assert.Single(await EndedOfAsync(mine)).IsFailed);
    }

    private Task<PersonId> AddAdminAsync(string email) =>
        Portal.AddPersonAsync(email, BuiltInRoles.MarketplaceAdmin, Portal.Tenant);

    private async Task<ImportId> UploadAsAsync(PersonId person)
    {
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        var file = new MemoryStream(Encoding.UTF8.GetBytes(File));
        var import = (
            await scope
                .Get<UploadImport>()
                .HandleAsync(new UploadImportCommand("orders.csv", file), default)
        ).Value;
        var detail = (await scope.Get<ImportQueries>().FindAsync(import, default))!;
        await scope
            .Get<ConfigureImport>()
            .HandleAsync(
                new ConfigureImportCommand(
                    import,
                    detail.Setup.Format,
                    detail.Setup.Mapping,
                    ImportRuns.History
                ),
                default
            );
        return import;
    }

    private async Task<IReadOnlyList<ImportEnding>> EndedOfAsync(PersonId person)
    {
        await using var scope = Portal.ScopeOf(person, Portal.Tenant);
        return await scope
            .Get<ImportQueries>()
            .EndedOfMineAsync(Portal.Clock.GetUtcNow().AddDays(-1), default);
    }
}
