using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
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
/// Sets what finance keeps back from a shop: the least a payout has to be, the reserve, and a pause.
/// Refuses without the right, and a shop without a bank account in the currency.
/// </summary>
public sealed class KeepBack(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
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
        var account = await db.PayoutAccounts.SingleOrDefaultAsync(
            a => a.SellerId == command.Seller && a.Currency == command.Currency,
            ct
        );
        if (account is null)
        {
            return PayoutErrors.AccountNotFound;
        }

        if (account.PausedReason != command.SeenPausedReason)
        {
            return Error.ChangedMeanwhile;
        }

        (account.MinimumMinor, account.ReserveMinor) = (command.MinimumMinor, command.ReserveMinor);
        account.Pause(command.PausedReason?.Trim());
        return await db.SaveAsync(ct);
    }
}
