using Portal.Core.Imports;
using Portal.Core.Imports.Running;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

/// <summary>An import that is stopped while it waits for a worker.</summary>
public sealed class CancelImportTests : PortalTests
{
    private const string File = """
        order id,date,sku,quantity,price
        A-1,2026-01-05,S-1,1,10.00

        """;

    [Fact]
    public async Task Cancel_OfACheckNoWorkerHas_EndsItAtOnce()
    {
        var import = await AskForCheckAsync();

        await CancelAsync(import);

        await using var scope = Portal.Scope();
        var detail = await scope.Get<ImportQueries>().FindAsync(import, default);
        var check = await scope
            .Get<CheckImport>()
            .HandleAsync(new CheckImportCommand(import), default);
        Assert.Equal(ImportStatus.Cancelled, detail!.Status);
        Assert.Equal(ImportErrors.AlreadyEnded, check.Error);
    }

    [Fact]
    public async Task Cancel_OfACheckNoWorkerHas_FailsNoJob_AndTheNextCheckIsMade()
    {
        await CancelAsync(await AskForCheckAsync());
        var next = await AskForCheckAsync();

        await using var worker = WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal),
            "high"
        );
        await Eventually.TrueAsync(
            async () => await CountChecksAsync("state IN ('waiting', 'running')") == 0,
            "both jobs have ended"
        );
        await worker.StopAsync();

        await using var scope = Portal.Scope();
        var detail = await scope.Get<ImportQueries>().FindAsync(next, default);
        Assert.Equal(2, await CountChecksAsync("state = 'succeeded'"));
        Assert.Equal(ImportStatus.Checked, detail!.Status);
    }

    private async Task<ImportId> AskForCheckAsync()
    {
        var import = await Portal.UploadAsync(File);
        await using var scope = Portal.Scope();
        var started = await scope
            .Get<StartCheck>()
            .HandleAsync(new StartCheckCommand(import), default);
        Assert.False(started.Failed);
        return import;
    }

    private async Task CancelAsync(ImportId import)
    {
        await using var scope = Portal.Scope();
        var cancelled = await scope
            .Get<CancelImport>()
            .HandleAsync(new CancelImportCommand(import), default);
        Assert.False(cancelled.Failed);
    }

    private Task<long> CountChecksAsync(string where) =>
        Portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM jobs.runs WHERE kind = 'imports.check' AND {where}"
        );
}
