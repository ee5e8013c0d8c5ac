using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>A difference that a person is resolving, in the transaction of their act.</summary>
/// <param name="Line">Null when the statement lacks it.</param>
internal sealed record DifferenceAtHand(
    PortalDbContext Db,
    NpgsqlTransaction Transaction,
    Difference Difference,
    StatementLine? Line
);

/// <param name="EntryKey">What was booked; null when nothing was.</param>
/// <param name="AtStake">What the person decided over; their limit is asked about it.</param>
internal sealed record Resolution(string? EntryKey, Money AtStake);

/// <summary>
/// What every resolution has in common: the right, the lock, the limit, who and why. Refuses without the right, a
/// difference that is settled, and more than the terms let finance decide alone.
/// </summary>
public sealed class ResolveDifference(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    internal async Task<Result> RunAsync(
        DifferenceId id,
        ResolutionKind kind,
        string reason,
        Func<DifferenceAtHand, Task<Result<Resolution>>> settle,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        await MatchStatements.LockAsync(sql, tenant.Id, ct);
        var found = await FindAsync(db, sql, id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var settled = await settle(found.Value);
        if (settled.Failed)
        {
            return settled.Error;
        }

        if (await ApprovalLimit.ExceededAsync(db, user, settled.Value.AtStake, ct) is { } limit)
        {
            return ReconciliationErrors.BeyondLimit(limit);
        }

        var resolved = found.Value.Difference.Resolve(
            kind,
            reason.Trim(),
            settled.Value.EntryKey,
            actor.Person,
            actor.Name,
            clock.GetUtcNow()
        );
        var saved = resolved.Failed ? resolved : await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private static async Task<Result<DifferenceAtHand>> FindAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        DifferenceId id,
        CancellationToken ct
    )
    {
        var difference = await db.Differences.SingleOrDefaultAsync(d => d.Id == id, ct);
        if (difference is null)
        {
            return ReconciliationErrors.DifferenceNotFound;
        }

        if (difference.Status is not DifferenceStatus.Open)
        {
            return ReconciliationErrors.NotOpen;
        }

        var line = difference.LineId is { } lineId
            ? await db.StatementLines.SingleAsync(l => l.Id == lineId, ct)
            : null;
        // Another difference's resolution may have settled the line since the last pass.
        return line is { Status: not StatementLineStatus.Open }
            ? ReconciliationErrors.NotOpen
            : new DifferenceAtHand(db, transaction, difference, line);
    }
}
