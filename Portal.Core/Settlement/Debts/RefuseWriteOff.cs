using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Debts;

public sealed record RefuseWriteOffCommand(
    DebtWriteOffId WriteOff,
    [property: Required, StringLength(DebtWriteOff.MaxReasonLength, MinimumLength = 3)]
        string Reason
);

/// <summary>
/// Refuses a write-off, or takes one's own request back: the shop owes as before. Refuses without the right, and one
/// that was decided.
/// </summary>
public sealed class RefuseWriteOff(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(RefuseWriteOffCommand command, CancellationToken ct)
    {
        if (
            !await user.MayAsync(SettlementPermissions.Pay, ct)
            && !await user.MayAsync(SettlementPermissions.Approve, ct)
        )
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes;
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

        var reason = command.Reason.Trim();
        var refused = writeOff.Refuse(user.IdOrNone, db.Actor.Name, reason, clock.GetUtcNow());
        if (refused.Failed)
        {
            return refused;
        }

        db.Append(
            new DebtWriteOffRefused(
                writeOff.AccountId.Value,
                writeOff.AmountMinor,
                writeOff.Currency.Code,
                reason
            ),
            clock
        );
        return await db.SaveAsync(ct);
    }
}
