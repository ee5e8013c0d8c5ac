using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="PausedReason">Why nothing is paid for now; null to pay.</param>
/// <param name="SeenPausedReason">Why nothing was paid when the decision was made; a return may have come in since.</param>
public sealed record KeepBackCommand(
    SellerId Seller,
    Currency Currency,
    [property: Range(0, 1_000_000_000_000)] long MinimumMinor,
    [property: Range(0, 1_000_000_000_000)] long ReserveMinor,
    [property: StringLength(300, MinimumLength = 3)] string? PausedReason,
    string? SeenPausedReason
);

/// <summary>
/// Sets what finance keeps back from a shop: the least a payout has to be, the reserve, and a pause. What is free goes into
/// the reserve at once, and what is more than is to be kept comes back.
/// Refuses without the right, and a shop without a bank account in the currency.
/// </summary>
public sealed class KeepBack(
    IDbContextFactory<PortalDbContext> contexts,
    ReserveBooks reserves,
    CurrentUser user
)
{
    public async Task<Result> HandleAsync(KeepBackCommand command, CancellationToken ct)
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
        var accounts = db.PayoutAccounts.Where(a =>
            a.SellerId == command.Seller && a.Currency == command.Currency
        );
        if (!await accounts.AnyAsync(ct))
        {
            return PayoutErrors.AccountNotFound;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        // Before the account is read: a returned payout holds the balance when it pauses the account.
        await reserves.LockAsync(
            sql,
            command.Seller,
            command.Currency,
            command.ReserveMinor > 0,
            ct
        );
        var account = await accounts.SingleAsync(ct);
        if (account.PausedReason != command.SeenPausedReason)
        {
            return Error.ChangedMeanwhile;
        }

        (account.MinimumMinor, account.ReserveMinor) = (command.MinimumMinor, command.ReserveMinor);
        account.Pause(command.PausedReason?.Trim());
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        var settled = await reserves.SettleAsync(sql, command.Currency, [command.Seller], ct);
        if (settled.Failed)
        {
            return settled.Error;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
