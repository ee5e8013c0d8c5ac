using System.Text;
using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

/// <summary>Takes files through the acts, as page and worker together do.</summary>
internal static class ImportRuns
{
    public static readonly ImportOptions History = new(
        UnknownProducts.CreateDraft,
        StockHandling.History
    );

    public static async Task<ImportId> UploadAsync(
        this TestPortal portal,
        byte[] file,
        ImportOptions? options = null
    )
    {
        await using var scope = portal.Scope();
        var id = (
            await scope
                .Get<UploadImport>()
                .HandleAsync(new UploadImportCommand("orders.csv", new MemoryStream(file)), default)
        ).Value;
        var detail = (await scope.Get<ImportQueries>().FindAsync(id, default))!;
        var configured = await scope
            .Get<ConfigureImport>()
            .HandleAsync(
                new ConfigureImportCommand(
                    id,
                    detail.Setup.Format,
                    detail.Setup.Mapping,
                    options ?? History
                ),
                default
            );
        Assert.False(configured.Failed);
        return id;
    }

    public static Task<ImportId> UploadAsync(
        this TestPortal portal,
        string file,
        ImportOptions? options = null
    ) => portal.UploadAsync(Encoding.UTF8.GetBytes(file), options);

    public static async Task<ImportReport> CheckAsync(this TestPortal portal, ImportId id)
    {
        await using var scope = portal.Scope();
        await scope.Get<StartCheck>().HandleAsync(new StartCheckCommand(id, true), default);
        return (
            await scope.Get<CheckImport>().HandleAsync(new CheckImportCommand(id), default)
        ).Value;
    }

    public static async Task<ImportDetail> RunAsync(this TestPortal portal, ImportId id)
    {
        await using var scope = portal.Scope();
        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(id, true), default);
        Assert.False(started.Failed);
        await scope.Get<RunImport>().HandleAsync(new RunImportCommand(id), default);
        return (await scope.Get<ImportQueries>().FindAsync(id, default))!;
    }

    public static async Task<ImportDetail> ImportAsync(
        this TestPortal portal,
        string file,
        ImportOptions? options = null
    ) => await portal.RunAsync(await portal.UploadAsync(file, options));
}
