using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Imports;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Events;

public sealed class LiveSignalTests : PortalTests
{
    private const string File = """
        order id,date,sku,quantity,price
        A-1,2026-01-05,S-1,1,10.00

        """;

    [Fact]
    public async Task Saved_EntityThatPagesShow_TellsThePagesOfItsTenant()
    {
        var heard = await ListenAsync(Portal.Tenant, LiveSignals.Imports);

        await Portal.UploadAsync(File);

        await Eventually.TrueAsync(() => Task.FromResult(heard() > 0), "the import is told");
    }

    [Fact]
    public async Task ImportRun_TellsImportsAndTheBellAtItsEnd()
    {
        var import = await Portal.UploadAsync(File);
        var bell = await ListenAsync(Portal.Tenant, LiveSignals.Notifications);
        var orders = await ListenAsync(Portal.Tenant, LiveSignals.Orders);

        await Portal.RunAsync(import);

        await Eventually.TrueAsync(
            () => Task.FromResult(bell() > 0 && orders() > 0),
            "the end of the import is told"
        );
    }

    [Fact]
    public async Task Queue_JobTakenAndParked_TellsJobsAndTheBell()
    {
        await using (var scope = Portal.Scope())
        {
            await using var db = await scope.DbAsync();
            await scope
                .Get<JobRequests>()
                .EnqueueAsync(db, new JobRequest("test.poison", JobQueue.Standard), default);
            await db.SaveChangesAsync();
        }

        var jobs = await ListenAsync(Portal.Tenant, LiveSignals.Jobs);
        var bell = await ListenAsync(Portal.Tenant, LiveSignals.Notifications);
        await using var platform = Portal.PlatformScope();
        var queue = platform.Get<RunQueue>();
        var run = Assert.Single(
            await queue.ClaimAsync(JobQueue.Standard, 1, new WorkerId(1), default)
        );
        await queue.FailAsync(run, "always", "always", null, default);

        await Eventually.TrueAsync(
            () => Task.FromResult(jobs() >= 2 && bell() > 0),
            "claim and failure are told"
        );
    }

    /// <summary>Answers a counter. Unlike a page, it waits until Redis has the subscription.</summary>
    private async Task<Func<int>> ListenAsync(TenantId tenant, string topic)
    {
        var heard = 0;
        await Portal
            .Services.GetRequiredService<RedisConnection>()
            .Subscriber.SubscribeAsync(
                Portal.Services.GetRequiredService<LiveSignals>().ChannelOf(tenant, topic),
                (_, _) => Interlocked.Increment(ref heard)
            );
        return () => Volatile.Read(ref heard);
    }
}
