using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;

namespace Portal.Core.Jobs.Contracts;

/// <summary>How far a job is.</summary>
/// <param name="Cause">Why it failed, in short; null when it did not.</param>
public sealed record JobStanding(
    JobRunId Id,
    JobRunState State,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    long Done,
    long? Total,
    string? Phase,
    string? Cause
);

/// <summary>Shows a tenant's job to people who have a right on what it does, if none on jobs. The caller has checked the right.</summary>
public sealed class JobProgressReader(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The tenant's newest job of a kind; null when none is kept.</summary>
    public async Task<JobStanding?> NewestAsync(string kind, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .JobRuns.Where(r => r.Kind == kind)
            .OrderByDescending(r => r.Id)
            .Select(r => new JobStanding(
                r.Id,
                r.State,
                r.RequestedBy,
                r.CreatedAt,
                r.StartedAt,
                r.ProgressDone,
                r.ProgressTotal,
                r.ProgressPhase,
                r.Cause
            ))
            .FirstOrDefaultAsync(ct);
    }
}
