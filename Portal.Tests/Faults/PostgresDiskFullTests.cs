using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>PostgreSQL has no room for what an import and the workflow write; then there is room again.</summary>
public sealed class PostgresDiskFullTests : PortalTests
{
    private SmallDisk? _disk;
    private PrivatePostgres _server = null!;
    private OrderStory _story = null!;

    protected override async Task<TestPortal> StartAsync()
    {
        _server = await PrivatePostgres.StartNewAsync();
        var database = await TestDatabase.CreateAsync(_server);
        _disk = await SmallDisk.TryMountAsync(128);
        if (_disk is { } disk)
        {
            var folder = Path.Combine(disk.Folder, "tablespace");
            await _server.MakeFolderAsync(folder);
            await database.MoveToAsync(folder);
        }

        return await TestPortal.StartAsync(Configure, database);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _story = await OrderStory.StartAsync(Portal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _story.DisposeAsync();
        await _server.DisposeAsync();
        if (_disk is { } disk)
        {
            await disk.DisposeAsync();
        }
    }

    [Fact]
    public async Task ImportAndWorkflow_DiskFull_WaitForRoom_AndLoseNothing()
    {
        Assert.SkipWhen(_disk is null, "Mounting a small disk takes root.");
        await _story.ImportAsync(5_500, 1, isHistory: true);
        await _story.ImportAsync(500, 5, isHistory: false);
        _disk.Fill();
        await using var worker = _story.StartWorker();

        await Eventually.TrueAsync(
            () => Task.FromResult(worker.Said("No space left on device")),
            "there is no room"
        );
        Assert.True(worker.IsRunning);
        Assert.NotEqual(0, await _story.CountAsync("imports.imports", "status = 'running'"));

        _disk.Free();
        await Eventually.TrueAsync(
            _story.IsOverAsync,
            "everything is imported and worked",
            TimeSpan.FromMinutes(2)
        );
        await worker.StopAsync();
        await _story.CheckAsync();
    }
}
