using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

public sealed record CloseWalletCommand(WalletId Wallet);

/// <summary>
/// Ends a wallet for good. Refuses without the right, one that is closed, and one with money in it, held in it or on
/// its way to it.
/// </summary>
public sealed class CloseWallet(
    IDbContextFactory<PortalDbContext> contexts,
    OpenWallets wallets,
    CloseAccounts accounts,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(CloseWalletCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(WalletPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, inner) = PortalDbContext.SqlOf(transaction);
        if (await wallets.LockAsync(connection, inner, command.Wallet, ct) is not { } wallet)
        {
            return WalletErrors.NotFound;
        }

        if (wallet.Standing.IsClosed)
        {
            return WalletErrors.Closed;
        }

        var isClosed =
            wallet.Standing.UnderWay.Minor == 0
            && await accounts.TryCloseAsync(
                connection,
                inner,
                db.Tenant.Id,
                command.Wallet.Account,
                ct
            );
        if (!isClosed)
        {
            return WalletErrors.NotEmpty;
        }

        db.Append(new WalletClosed(command.Wallet.Value), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
