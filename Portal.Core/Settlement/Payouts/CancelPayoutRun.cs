using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Payouts;

public sealed record CancelPayoutRunCommand(PayoutRunId Run);

/// <summary>
/// Gives a waiting run up: its money is in the balances again, its sales wait for the next run.
/// Refuses without the right, and a run that waits no longer.
/// </summary>
public sealed class CancelPayoutRun(
    IDbContextFactory<PortalDbContext> contexts,
    EndMoneyHolds holds,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(CancelPayoutRunCommand command, CancellationToken ct)
    {
        if (
            !await user.MayAsync(SettlementPermissions.Pay, ct)
            && !await user.MayAsync(SettlementPermissions.Approve, ct)
        )
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.PayoutRuns.SingleOrDefaultAsync(r => r.Id == command.Run, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        var cancelled = run.Cancel(clock.GetUtcNow());
        if (cancelled.Failed)
        {
            return cancelled;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        db.Append(new PayoutRunCancelled(run.Id.Value), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        var waiting = await WaitingPayout.ReadAsync(connection, sql, run.Id, ct);
        await using var batch = new NpgsqlBatch(connection, sql)
        {
            Timeout = PayoutsSql.LongTimeout,
            BatchCommands =
            {
                new(PayoutsSql.MoveWaiting)
                {
                    Parameters =
                    {
                        SqlValue.Of(run.Id.Value),
                        SqlValue.Of(SnakeCase.Of(PayoutStatus.Cancelled)),
                    },
                },
                new(PayoutsSql.LetGoSales)
                {
                    Parameters = { SqlValue.Of(waiting.ConvertAll(p => p.Id.Value).ToArray()) },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        var freed = await holds.VoidAsync(connection, sql, waiting.ConvertAll(p => p.Hold), ct);
        if (freed.Failed)
        {
            return freed;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
