using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Settlement.Connect;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Proof">A code of the person's authenticator app, or their password where they have none.</param>
public sealed record ApprovePayoutRunCommand(PayoutRunId Run, string Proof);

/// <summary>
/// Lets a run go: its money leaves the shops' balances and is on its way to the bank or through Stripe, once. Refuses
/// without the right, machines, the person who submitted it or changed a
/// bank account it pays to, a run above the approver's limit, a
/// wrong proof, and a run that waits no longer.
/// </summary>
public sealed class ApprovePayoutRun(
    IDbContextFactory<PortalDbContext> contexts,
    EndMoneyHolds holds,
    StepUp stepUp,
    CurrentUser user,
    Actor actor,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(ApprovePayoutRunCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Approve, ct))
        {
            return Error.Forbidden;
        }

        if (user.IdOrNone is not { } person)
        {
            return PayoutErrors.PersonNeeded;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.PayoutRuns.SingleOrDefaultAsync(r => r.Id == command.Run, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        var approved = run.Approve(person, actor.Name, clock.GetUtcNow());
        if (approved.Failed)
        {
            return approved;
        }

        if (await ApprovalLimit.ExceededAsync(db, user, run.Total, ct) is { } limit)
        {
            return PayoutErrors.BeyondLimit(limit);
        }

        if (await PaysToOwnChangeAsync(db, run, person, ct))
        {
            return PayoutErrors.OwnBankChange;
        }

        var proven = await stepUp.ConfirmAsync(command.Proof, ct);
        return proven.Failed ? proven : await SendAsync(db, run, holds, clock, ct);
    }

    /// <summary>Also the account at Stripe to which they were let in last: they may have named the bank behind it.</summary>
    private static async Task<bool> PaysToOwnChangeAsync(
        PortalDbContext db,
        PayoutRun run,
        PersonId person,
        CancellationToken ct
    )
    {
        var payouts = db.Payouts.Where(p => p.RunId == run.Id);
        return await payouts
                .Join(
                    db.PayoutAccounts.Where(a =>
                        a.Currency == run.Currency && a.BankChangedBy == person
                    ),
                    p => new
                    {
                        p.SellerId,
                        p.Method,
                        p.Iban,
                    },
                    a => new
                    {
                        a.SellerId,
                        a.Method,
                        Iban = a.Method == PayoutMethod.Bank ? a.Iban : "",
                    },
                    (p, _) => p
                )
                .AnyAsync(ct)
            || await payouts
                .Where(p => p.Method == PayoutMethod.Stripe)
                .Join(
                    db.ConnectedAccounts.Where(a => a.InvitedBy == person),
                    p => p.SellerId,
                    a => a.SellerId,
                    (p, _) => p
                )
                .AnyAsync(ct);
    }

    /// <summary>Of a run that was approved. Saved first, so that who comes second waits at the run and is refused.</summary>
    internal static async Task<Result> SendAsync(
        PortalDbContext db,
        PayoutRun run,
        EndMoneyHolds holds,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        db.Append(new PayoutRunApproved(run.Id.Value), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        var waiting = await WaitingPayout.ReadAsync(connection, sql, run.Id, ct);
        var posted = await holds.PostAsync(
            connection,
            sql,
            waiting.ConvertAll(p => new MoneyHoldPosting(
                p.Hold,
                p.AmountMinor,
                PayoutBooks.Sent,
                $"On its way with payout run {run.Id.Value}."
            )),
            ct
        );
        if (posted.Failed)
        {
            return posted.Error;
        }

        await using var move = new NpgsqlCommand(PayoutsSql.MoveWaiting, connection, sql)
        {
            Parameters =
            {
                SqlValue.Of(run.Id.Value),
                SqlValue.Of(SnakeCase.Of(PayoutStatus.Sent)),
            },
        };
        await move.ExecuteNonQueryAsync(ct);
        await using var queue = new NpgsqlCommand(TransfersSql.Queue, connection, sql)
        {
            Parameters = { SqlValue.Of(run.Id.Value) },
        };
        await queue.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
