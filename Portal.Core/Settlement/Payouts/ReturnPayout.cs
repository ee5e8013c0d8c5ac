using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Connect;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Reason">What the bank said, or why a payout that Stripe refused is given up.</param>
public sealed record ReturnPayoutCommand(
    PayoutId Payout,
    [property: Required, StringLength(200, MinimumLength = 3)] string Reason
);

/// <summary>
/// Books that the bank gave a payout back: the money is in the shop's balance again, its sales wait for
/// the next run, and nothing is paid to that bank account until somebody looked at it. One through Stripe is given up, while
/// Stripe refuses it for now. Refuses without the right, a payout that never left or has come back already, and what only
/// Stripe can say.
/// </summary>
public sealed class ReturnPayout(
    IDbContextFactory<PortalDbContext> contexts,
    BookReturnedPayout book,
    CurrentTenant tenant,
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
        var method = await db
            .Payouts.Where(p => p.Id == command.Payout)
            .Select(p => (PayoutMethod?)p.Method)
            .SingleOrDefaultAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        if (method is PayoutMethod.Stripe && !await GiveUpAsync(sql, command.Payout, ct))
        {
            return PayoutErrors.StripeDecides;
        }

        var returned = await book.HandleAsync(db, sql, command.Payout, command.Reason.Trim(), ct);
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

    private async Task<bool> GiveUpAsync(
        NpgsqlTransaction transaction,
        PayoutId payout,
        CancellationToken ct
    )
    {
        await using var giveUp = new NpgsqlCommand(
            TransfersSql.GiveUp,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(payout.Value) },
        };
        return await giveUp.ExecuteNonQueryAsync(ct) == 1;
    }
}
