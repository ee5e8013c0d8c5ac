using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Jobs.Contracts;

namespace Portal.Core.Jobs;

/// <summary>Whether the parts of the system are there; what operators and load balancers ask.</summary>
/// <param name="Workers">Workers that gave a sign of life lately.</param>
/// <param name="QueueDepth">Jobs that could run now and wait.</param>
/// <param name="StalledConsumers">Consumers of events that stand before one they cannot apply.</param>
public sealed record SystemState(
    bool Database,
    bool Redis,
    int Workers,
    long QueueDepth,
    int StalledConsumers,
    string Version
)
{
    /// <summary>Facts can be read and written. Without Redis or workers Portal is slower, not broken.</summary>
    public bool IsReady => Database;

    public string Status =>
        !Database ? "down"
        : Redis && Workers > 0 && StalledConsumers == 0 ? "ok"
        : "degraded";
}

/// <summary>Looks at the parts of the system. Call it in a scope of the platform.</summary>
public sealed class SystemHealth(
    IDbContextFactory<PortalDbContext> contexts,
    RedisConnection redis,
    TimeProvider clock
)
{
    private static readonly string Version =
        typeof(SystemHealth)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    public async Task<SystemState> LookAsync(CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var now = clock.GetUtcNow();
            var workers = await db.JobWorkers.CountAsync(
                w => w.LastSeenAt > now - JobWorker.Silence && !w.IsStopping,
                ct
            );
            var waiting = await db.JobRuns.LongCountAsync(
                r => r.State == JobRunState.Waiting && r.RunAt <= now,
                ct
            );
            var stalled = await EventCursors.StalledAsync(db, ct);
            return new SystemState(
                true,
                redis.IsConnected,
                workers,
                waiting,
                stalled.Length,
                Version
            );
        }
        catch (Exception e) when (AvailabilityPolicy.IsAway(e))
        {
            // A database that cannot be reached is exactly what this is asked for.
            return new SystemState(false, redis.IsConnected, 0, 0, 0, Version);
        }
    }
}
