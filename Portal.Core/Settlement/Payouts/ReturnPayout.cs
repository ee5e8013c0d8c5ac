using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Reason">What the bank said.</param>
public sealed record ReturnPayoutCommand(
    PayoutId Payout,
    [property: Required, StringLength(200, MinimumLength = 3)] string Reason
);

/// <summary>
/// Books that the bank gave a payout back: the money is in the shop's balance again, its sales wait for
/// the next run, and nothing is paid to that bank account until somebody looked at it. Refuses without
/// the right, and a payout that did not go to the bank or has come back already.
/// </summary>
public sealed class ReturnPayout(
    IDbContextFactory<PortalDbContext> contexts,
    BookReturnedPayout book,
    CurrentUser user
)
{
    public async Task<Result> HandleAsync(ReturnPayoutCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var returned = await book.HandleAsync(
            db,
            PortalDbContext.SqlOf(transaction).Transaction,
            command.Payout,
            command.Reason.Trim(),
            ct
        );
        if (returned.Failed)
        {
            return returned;
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
