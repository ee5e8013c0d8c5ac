using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

public sealed record UndoResolutionCommand(DifferenceId Difference);

/// <summary>
/// Takes a resolution back: what it booked is reversed, and the difference is open again. Refuses without the right,
/// what nobody resolved, and a match by which a payout was booked.
/// </summary>
public sealed class UndoResolution(
    IDbContextFactory<PortalDbContext> contexts,
    BookReversal reversal,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(UndoResolutionCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Reconcile, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        await MatchStatements.LockAsync(sql, tenant.Id, ct);
        var difference = await db.Differences.SingleOrDefaultAsync(
            d => d.Id == command.Difference,
            ct
        );
        if (difference is null)
        {
            return ReconciliationErrors.DifferenceNotFound;
        }

        var lines = await LinesAsync(db, difference, ct);
        if (
            lines.Exists(l =>
                l.TargetKind
                    is MatchTarget.Payout
                        or MatchTarget.PayoutReturn
                        or MatchTarget.PayoutRun
            )
        )
        {
            return ReconciliationErrors.BuiltOn;
        }

        var entryKey = difference.EntryKey;
        var reopened = difference.Reopen();
        if (reopened.Failed)
        {
            return reopened;
        }

        lines.ForEach(l => l.Reopen());
        if (entryKey is not null)
        {
            var undone = await reversal.OfKeyAsync(
                sql,
                entryKey,
                $"{entryKey}-undone",
                "the resolution of a difference was taken back",
                ct
            );
            if (undone.Failed)
            {
                return undone.Error;
            }
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>The difference's own line, and those that it settled with it.</summary>
    private static Task<List<StatementLine>> LinesAsync(
        PortalDbContext db,
        Difference difference,
        CancellationToken ct
    )
    {
        var (line, settled) = (difference.LineId, difference.LineId?.Value);
        return db
            .StatementLines.Where(l =>
                line != null
                && (l.Id == line || l.TargetKind == MatchTarget.Settlement && l.TargetId == settled)
            )
            .ToListAsync(ct);
    }
}
