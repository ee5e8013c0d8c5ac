using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Payouts">Those of the run that the bank has paid; null for all that are on their way.</param>
public sealed record ConfirmPayoutsCommand(
    PayoutRunId Run,
    IReadOnlyCollection<PayoutId>? Payouts = null
);

/// <summary>
/// Books that the bank has paid payouts of a run, each once. Answers how many it were. Refuses without
/// the right, and when none of them is on its way.
/// </summary>
public sealed class ConfirmPayouts(
    IDbContextFactory<PortalDbContext> contexts,
    BookPaidPayouts book,
    CurrentUser user
)
{
    public async Task<Result<int>> HandleAsync(ConfirmPayoutsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db
            .PayoutRuns.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == command.Run, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var paid = await book.HandleAsync(
            db,
            PortalDbContext.SqlOf(transaction).Transaction,
            run.Id,
            run.Currency,
            command.Payouts,
            ct
        );
        if (paid.Failed || paid.Value == 0)
        {
            return paid.Failed ? paid : PayoutErrors.NothingSent;
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return paid;
    }
}
