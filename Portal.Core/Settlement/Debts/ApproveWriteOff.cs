using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <param name="Proof">A code of the person's authenticator app, or their password where they have none.</param>
public sealed record ApproveWriteOffCommand(DebtWriteOffId WriteOff, string Proof);

/// <summary>
/// Gives up what a shop owes: the debt is lower, and the marketplace has lost it. Refuses without the right, machines,
/// the person who asked for it, an amount above the approver's limit, a wrong proof, one that was decided, and more
/// than the shop still owes beyond its reserve.
/// </summary>
public sealed class ApproveWriteOff(
    IDbContextFactory<PortalDbContext> contexts,
    DebtBooks books,
    StepUp stepUp,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(ApproveWriteOffCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Approve, ct))
        {
            return Error.Forbidden;
        }

        if (user.IdOrNone is not { } person)
        {
            return DebtErrors.PersonNeeded;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var writeOff = await db.DebtWriteOffs.SingleOrDefaultAsync(
            w => w.Id == command.WriteOff,
            ct
        );
        if (writeOff is null)
        {
            return DebtErrors.WriteOffNotFound;
        }

        var approved = writeOff.Approve(person, db.Actor.Name, clock.GetUtcNow());
        if (approved.Failed)
        {
            return approved;
        }

        if (await ApprovalLimit.ExceededAsync(db, user, writeOff.Amount, ct) is { } limit)
        {
            return DebtErrors.BeyondLimit(limit);
        }

        var proven = await stepUp.ConfirmAsync(command.Proof, ct);
        return proven.Failed ? proven : await BookAsync(db, writeOff, ct);
    }

    /// <summary>The balance is locked before the debt is looked at, so that nobody pays or gives it up meanwhile.</summary>
    private async Task<Result> BookAsync(
        PortalDbContext db,
        DebtWriteOff writeOff,
        CancellationToken ct
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        var debt = await books.LockAsync(
            sql,
            writeOff.SellerId,
            AccountKind.Losses,
            writeOff.Currency,
            ct
        );
        db.Append(
            new DebtWrittenOff(
                debt.Account.Value,
                writeOff.AmountMinor,
                writeOff.Currency.Code,
                writeOff.Id.Value
            ),
            clock
        );
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        if (writeOff.Amount > debt.BeyondReserve)
        {
            return DebtErrors.BeyondReserve(debt);
        }

        var booked = await books.WriteOffAsync(sql, writeOff, ct);
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
