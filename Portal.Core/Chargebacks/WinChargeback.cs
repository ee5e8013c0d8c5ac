using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks;

public sealed record WinChargebackCommand(ChargebackId Chargeback);

/// <summary>
/// The buyer's bank gave the money back: it is with the gateway again, and the sales go on. Refuses without the right, and a
/// chargeback that is decided.
/// </summary>
public sealed class WinChargeback(
    IDbContextFactory<PortalDbContext> contexts,
    ChargebackEnding ending,
    ChargebackBooks books,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(WinChargebackCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        if (await ending.LockAsync(db, sql, command.Chargeback, ct) is not { } locked)
        {
            return ChargebackErrors.NotFound;
        }

        var chargeback = locked.Chargeback;
        var won = chargeback.Win(db.Actor.Name, clock.GetUtcNow());
        if (won.Failed)
        {
            return won;
        }

        await ending.LetGoAsync(db, sql, chargeback, ct);
        db.Append(ChargebackWon.Of(chargeback), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        var booked = await books.WinAsync(sql, chargeback, ct);
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
