using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

public sealed record RequestVerificationCommand;

/// <summary>Asks the worker to read the tenant's books through. Refuses without the right, and while it is being done.</summary>
public sealed class RequestVerification(
    IDbContextFactory<PortalDbContext> contexts,
    JobRequests jobs,
    CurrentTenant tenant,
    CurrentUser user
)
{
    /// <summary>The job's name in the worker's schedule.</summary>
    public const string JobKind = "ledger.verify";

    public async Task<Result<JobRunId>> HandleAsync(
        RequestVerificationCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Verify, ct))
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
            (JobRequests.OnlyOneConstraint, LedgerErrors.VerificationUnderWay)
        );
        return saved.Failed ? saved.Error : id;
    }
}
