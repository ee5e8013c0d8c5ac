using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

public sealed record RequestRebuildCommand;

/// <summary>Asks the worker to rebuild the tenant's leaderboards. Refuses without the right, and while one is under way.</summary>
public sealed class RequestRebuild(
    IDbContextFactory<PortalDbContext> contexts,
    JobRequests jobs,
    CurrentTenant tenant,
    CurrentUser user
)
{
    /// <summary>The job's name in the worker's schedule.</summary>
    public const string JobKind = "analytics.rebuild_boards";

    public async Task<Result<JobRunId>> HandleAsync(
        RequestRebuildCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(AnalyticsPermissions.Rebuild, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var id = await jobs.EnqueueAsync(
            db,
            new JobRequest(JobKind, JobQueue.Low, OnlyOne: $"{JobKind}:{tenant.Id.Value}"),
            ct
        );
        var saved = await db.SaveAsync(
            ct,
            (JobRequests.OnlyOneConstraint, AnalyticsErrors.RebuildRunning)
        );
        return saved.Failed ? saved.Error : id;
    }
}
