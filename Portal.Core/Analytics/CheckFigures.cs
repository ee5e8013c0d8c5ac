using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Analytics.Boards;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

/// <param name="Days">How many days back the rollups are compared with the orders; null is all.</param>
public sealed record CheckFiguresCommand(int? Days = 35);

/// <summary>
/// Compares the tenant's figures with what they come from, rollups with orders and Redis with
/// rollups, puts right what differs and keeps the result. Refuses without the right.
/// </summary>
public sealed class CheckFigures(
    IDbContextFactory<PortalDbContext> contexts,
    RecomputeFigures recompute,
    BoardComparison comparison,
    BoardProjection projection,
    FigureBoards boards,
    TenantReader tenants,
    TimeProvider clock
)
{
    public async Task<Result<CheckSummary>> HandleAsync(
        CheckFiguresCommand command,
        CancellationToken ct
    )
    {
        var watch = Stopwatch.StartNew();
        var tenant = await tenants.CurrentAsync(ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        var recomputed = await recompute.HandleAsync(
            new RecomputeFiguresCommand(
                command.Days is { } days ? DateRange.LastDays(today, days) : null
            ),
            ct
        );
        if (recomputed.Failed)
        {
            return recomputed.Error;
        }

        var check = new FiguresCheck
        {
            CheckedAt = clock.GetUtcNow(),
            Compared = recomputed.Value.Compared,
            RollupDifferences = recomputed.Value.Changed,
            RedisDifferences = await CompareRedisAsync(tenant, ct),
            Milliseconds = (int)watch.ElapsedMilliseconds,
        };
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.FiguresChecks.Add(check);
        await db.SaveAsync(ct);
        return new CheckSummary(
            check.CheckedAt,
            check.Compared,
            check.RollupDifferences + (check.RedisDifferences ?? 0)
        );
    }

    private async Task<long?> CompareRedisAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        if (!boards.IsAvailable)
        {
            return null;
        }

        try
        {
            await projection.CatchUpAsync(tenant, ct);
            var differences = await comparison.DifferencesAsync(tenant, ct);
            if (differences > 0)
            {
                await projection.RebuildAsync(null, ct);
            }

            return differences;
        }
        catch (Exception e) when (FigureBoards.IsForeign(e))
        {
            // One key that holds something else is all that can be told without reading on.
            await projection.RebuildAsync(null, ct);
            return 1;
        }
        catch (Exception e) when (FigureBoards.IsRedisTrouble(e))
        {
            // Redis went away meanwhile: nothing to compare with, and the next check looks again.
            return null;
        }
    }
}
