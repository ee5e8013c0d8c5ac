using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Ledger.Rates;

public sealed record RequestRateRefreshCommand;

/// <summary>Asks the worker to take the rates from their source now. Refuses without the right, without a source, and while it is being done.</summary>
public sealed class RequestRateRefresh(
    IDbContextFactory<PortalDbContext> contexts,
    JobRequests jobs,
    RateOptions options,
    CurrentUser user
)
{
    /// <summary>The job's name in the worker's schedule.</summary>
    public const string JobKind = "ledger.refresh_rates";

    public async Task<Result<JobRunId>> HandleAsync(
        RequestRateRefreshCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Exchange, ct))
        {
            return Error.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(options.Source))
        {
            return RateErrors.NoSource;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var id = await jobs.EnqueueAsync(
            db,
            new JobRequest(JobKind, JobQueue.Low, OnlyOne: JobKind),
            ct
        );
        var saved = await db.SaveAsync(ct, (JobRequests.OnlyOneConstraint, RateErrors.UnderWay));
        return saved.Failed ? saved.Error : id;
    }
}
