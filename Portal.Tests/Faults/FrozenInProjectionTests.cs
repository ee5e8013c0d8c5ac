using Portal.Core.Analytics;
using Portal.Core.Analytics.Boards;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Analytics;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Faults;

/// <summary>A worker is frozen while it copies a tenant's figures to Redis, with its hold on them.</summary>
public sealed class FrozenInProjectionTests : FiguresTests
{
    private DateTimeOffset Noon =>
        new DateTimeOffset(Portal.Clock.GetUtcNow().Date, TimeSpan.Zero).AddHours(-12);

    [Fact]
    public async Task Worker_FrozenWhileItCopies_LeavesTheBoardsToAnother()
    {
        await CompleteAsync(Noon, 500, await CustomerAsync("Ann"));
        await DrainAsync();
        var roadblock = await Roadblock.OfAsync(
            Portal,
            "LOCK TABLE analytics.daily_figures IN ACCESS EXCLUSIVE MODE"
        );
        await using var frozen = StartWorker();
        await roadblock.SomebodyStandsAsync("max(revision)");
        await frozen.FreezeAsync();
        await roadblock.DisposeAsync();
        await CompleteAsync(Noon, 250, await CustomerAsync("Bob"));
        await DrainAsync();

        var other = StartWorker();
        await IsCopiedAsync(customers: 2);
        await other.DisposeAsync();
        // While nobody works: a worker would complete the order a second time.
        await CompleteAsync(Noon, 125, await CustomerAsync("Cid"));
        await frozen.ThawAsync();
        await DrainAsync();

        await IsCopiedAsync(customers: 3);
        await frozen.StopAsync();
    }

    private WorkerProcess StartWorker() =>
        WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                // It may be frozen in the middle of a transaction of another loop.
                ["ConnectionStrings__Portal"] =
                    $"{Portal.Settings["ConnectionStrings:Portal"]};Options=-c idle_in_transaction_session_timeout=2s",
            }
        );

    private Task IsCopiedAsync(int customers) =>
        Eventually.TrueAsync(
            async () =>
            {
                // Longer than a reader remembers which version is current.
                Portal.Clock.Advance(TimeSpan.FromSeconds(2));
                await using var scope = Portal.Scope();
                var tenant = await scope.Get<TenantReader>().CurrentAsync(default);
                var board = (
                    await scope.Get<LeaderboardQueries>().CustomersAsync(0, 10, default)
                ).Value;
                return board.Source is FiguresSource.Redis
                    && board.Value.Count == customers
                    && await scope.Get<BoardComparison>().DifferencesAsync(tenant, default) == 0;
            },
            $"Redis has {customers} customers and says what PostgreSQL says",
            TimeSpan.FromMinutes(2)
        );
}
