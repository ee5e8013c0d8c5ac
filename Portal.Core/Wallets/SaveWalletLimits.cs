using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Wallets;

public sealed record SaveWalletLimitsCommand(
    Currency Currency,
    [property: Range(1, SaveWalletLimitsCommand.Most)] long BalanceMinor,
    [property: Range(1, SaveWalletLimitsCommand.Most)] long TopUpMinor,
    [property: Range(1, SaveWalletLimitsCommand.Most)] long DayMinor,
    [property: Range(1, SaveWalletLimitsCommand.Most)] long AdjustmentMinor
)
{
    internal const long Most = 1_000_000_000_000;
}

/// <summary>
/// Sets what the tenant's wallets of a currency may hold and move from now on. Refuses without the right, and limits
/// that contradict each other.
/// </summary>
public sealed class SaveWalletLimits(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(SaveWalletLimitsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(WalletPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes;
        }

        if (command.TopUpMinor > command.DayMinor || command.DayMinor > command.BalanceMinor)
        {
            return WalletErrors.LimitsOutOfOrder;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var limits = await db.WalletLimits.SingleOrDefaultAsync(
            l => l.Currency == command.Currency,
            ct
        );
        if (limits is null)
        {
            limits = WalletLimits.Usual(command.Currency);
            db.WalletLimits.Add(limits);
        }

        (limits.BalanceMinor, limits.TopUpMinor) = (command.BalanceMinor, command.TopUpMinor);
        (limits.DayMinor, limits.AdjustmentMinor) = (command.DayMinor, command.AdjustmentMinor);
        return await db.SaveAsync(ct);
    }
}
