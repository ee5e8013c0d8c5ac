using Portal.Core.Imports;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

public sealed class CleanUpImportsTests : PortalTests
{
    private const string File = """
        order id,date,sku,quantity,price
        A-1,2026-01-05,S-1,1,10.00
        A-2,2026-01-05,S-2,wrong,10.00

        """;

    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(73);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(91);

    [Fact]
    public async Task CleanUp_CheckedButNeverStarted_IsGivenUpWithFileAndStaging()
    {
        var import = await Portal.UploadAsync(File);
        await Portal.CheckAsync(import);
        Assert.Equal(1, await StagedAsync());
        Portal.Clock.Advance(Abandoned);

        Assert.Equal(new CleanedImports(1, 1, 1), await CleanUpAsync());

        Assert.Equal(0, await StagedAsync());
        Assert.Empty(Storage.All());
        var detail = await FindAsync(import);
        Assert.Equal(
            (ImportStatus.Cancelled, "imports.abandoned"),
            (detail.Status, detail.FailureCode)
        );
        await using var scope = Portal.Scope();
        var started = await scope
            .Get<StartImport>()
            .HandleAsync(new StartImportCommand(import, true), default);
        Assert.Equal("imports.not_open", started.Error.Code);
    }

    [Fact]
    public async Task CleanUp_UploadOfToday_IsLeftAlone()
    {
        var import = await Portal.UploadAsync(File);
        await Portal.CheckAsync(import);
        Portal.Clock.Advance(TimeSpan.FromHours(71));

        Assert.Equal(new CleanedImports(0, 0, 0), await CleanUpAsync());

        Assert.Equal(ImportStatus.Completed, (await Portal.RunAsync(import)).Status);
    }

    [Fact]
    public async Task CleanUp_EndedImport_KeepsItsFileForItsTimeAndItsFiguresForGood()
    {
        var import = await Portal.UploadAsync(File);
        await Portal.RunAsync(import);

        Portal.Clock.Advance(Abandoned);
        Assert.Equal(new CleanedImports(0, 0, 0), await CleanUpAsync());
        Portal.Clock.Advance(Kept);
        Assert.Equal(new CleanedImports(0, 1, 0), await CleanUpAsync());

        var detail = await FindAsync(import);
        Assert.Equal((1L, 1L), (detail.Result.Orders, detail.Result.Rejected));
    }

    [Fact]
    public async Task CleanUp_FileOfAnUploadThatBrokeOff_IsRemoved()
    {
        await Storage.StoreAsync(Portal.Tenant, new MemoryStream([1, 2, 3]), default);
        Assert.Equal(0, (await CleanUpAsync()).Files);
        Portal.Clock.Advance(Abandoned);

        Assert.Equal(1, (await CleanUpAsync()).Files);

        Assert.Empty(Storage.All());
    }

    [Fact]
    public async Task CleanUp_StagingOfAWorkerThatDiedAtTheEnd_IsDropped()
    {
        var import = await Portal.UploadAsync(File);
        await Portal.CheckAsync(import);
        await Portal.AdminScalarAsync<int>(
            $"UPDATE imports.imports SET status = 'failed', started_at = now(), ended_at = now() WHERE id = {import.Value} RETURNING 1"
        );
        Portal.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(1, (await CleanUpAsync()).Staged);

        Assert.Equal(0, await StagedAsync());
    }

    private ImportStorage Storage =>
        (ImportStorage)Portal.Services.GetService(typeof(ImportStorage))!;

    private async Task<CleanedImports> CleanUpAsync()
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<CleanUpImports>().HandleAsync(default);
    }

    private async Task<ImportDetail> FindAsync(ImportId import)
    {
        await using var scope = Portal.Scope();
        return (await scope.Get<ImportQueries>().FindAsync(import, default))!;
    }

    private Task<long> StagedAsync() =>
        Portal.AdminScalarAsync<long>(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'imports' AND tablename LIKE 'rows\\_%'"
        );
}
