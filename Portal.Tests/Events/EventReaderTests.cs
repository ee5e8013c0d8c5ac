using Npgsql;
using Portal.Core.Events;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Events;

public sealed class EventReaderTests : PortalTests
{
    private sealed record Happened(long Number) : PortalEvent
    {
        public override string Kind => "test.happened";

        public override EventSubject Subject => new("test", Number);
    }

    [Fact]
    public async Task RunOnce_AppliesEachEventOnceAndInOrder()
    {
        await AppendAsync(1);
        await AppendAsync(2);
        var consumer = new CollectingConsumer();

        await DrainAsync(consumer, 2);
        await AppendAsync(3);
        await DrainAsync(consumer, 3);

        Assert.Equal([1, 2, 3], consumer.Seen);
        Assert.Equal(0, await RunOnceAsync(consumer));
    }

    [Fact]
    public async Task RunOnce_WhileAnOlderTransactionIsOpen_WaitsForIt()
    {
        await using var late = new NpgsqlConnection(Portal.Database.AdminConnection);
        await late.OpenAsync();
        await using var open = await late.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            $$"""
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            VALUES ({{Portal.Tenant.Value}}, 'test.happened', 'test', 1, now(), 'x', 'worker', '{}')
            """,
            late
        );
        await insert.ExecuteNonQueryAsync();
        await AppendAsync(2);
        var consumer = new CollectingConsumer();

        Assert.Equal(0, await RunOnceAsync(consumer));
        await open.CommitAsync();
        await DrainAsync(consumer, 2);

        Assert.Equal([1, 2], consumer.Seen);
    }

    [Fact]
    public async Task RunOnce_ConsumerThrows_KeepsTheCursorAndNotesTheFailure()
    {
        await AppendAsync(1);
        var consumer = new CollectingConsumer { Fails = true };

        await Assert.ThrowsAsync<InvalidOperationException>(() => DrainAsync(consumer, 1));
        var failures = await Portal.AdminScalarAsync<int>("SELECT failures FROM events.cursors");
        consumer.Fails = false;
        await DrainAsync(consumer, 1);

        Assert.Equal(1, failures);
        Assert.Equal(0, await Portal.AdminScalarAsync<int>("SELECT failures FROM events.cursors"));
    }

    [Fact]
    public async Task RunOnce_OneEventOfManyCannotBeApplied_StopsRightBeforeItAndSaysSo()
    {
        for (var i = 1; i <= 9; i++)
        {
            await AppendAsync(i);
        }

        var consumer = new CollectingConsumer { FailsAt = 6 };
        await Assert.ThrowsAsync<InvalidOperationException>(() => DrainAsync(consumer, 9));

        Assert.Equal([1, 2, 3, 4, 5], consumer.Seen);
        var stalled = Assert.Single(await StalledAsync());
        Assert.Equal(("collecting", 1), (stalled.Name, stalled.Failures));
        Assert.Contains("test.happened, test 6", stalled.Error, StringComparison.Ordinal);

        consumer.FailsAt = 0;
        await DrainAsync(consumer, 9);
        Assert.Equal(Enumerable.Range(1, 9).Select(i => (long)i), consumer.Seen);
        Assert.Empty(await StalledAsync());
    }

    [Fact]
    public async Task RunOnce_TwoWorkersAtOnce_ApplyEachEventOnce()
    {
        for (var i = 1; i <= 20; i++)
        {
            await AppendAsync(i);
        }

        var consumer = new CollectingConsumer();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunOnceAsync(consumer)));
        await DrainAsync(consumer, 20);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), consumer.Seen);
    }

    private Task DrainAsync(CollectingConsumer consumer, int until) =>
        Eventually.TrueAsync(
            async () =>
            {
                await RunOnceAsync(consumer);
                return consumer.Seen.Count >= until;
            },
            $"{until} events applied"
        );

    private async Task AppendAsync(long number)
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        db.Append(new Happened(number), Portal.Clock);
        await db.SaveChangesAsync();
    }

    private async Task<int> RunOnceAsync(IEventConsumer consumer)
    {
        await using var scope = Portal.PlatformScope();
        return await scope.Get<EventReader>().RunOnceAsync(consumer, default);
    }

    /// <summary>As the page of jobs and the health check see it.</summary>
    private async Task<IReadOnlyList<StalledConsumer>> StalledAsync()
    {
        await using var scope = Portal.PlatformScope();
        var stalled = (await scope.Get<JobQueries>().StalledConsumersAsync(default)).Value;
        var state = await scope.Get<SystemHealth>().LookAsync(default);
        Assert.Equal(stalled.Count, state.StalledConsumers);
        return stalled;
    }

    private sealed class CollectingConsumer : IEventConsumer
    {
        public List<long> Seen { get; } = [];

        public bool Fails { get; set; }

        public long FailsAt { get; set; }

        public string Name => "collecting";

        public IReadOnlyCollection<string> Kinds => ["test.happened"];

        public Task ApplyAsync(
            NpgsqlConnection connection,
            NpgsqlTransaction transaction,
            IReadOnlyList<LoggedEvent> events,
            CancellationToken ct
        )
        {
            if (Fails || events.Any(e => e.SubjectId == FailsAt))
            {
                throw new InvalidOperationException("The consumer cannot.");
            }

            Seen.AddRange(events.Select(e => e.SubjectId));
            return Task.CompletedTask;
        }
    }
}
