using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <param name="Key">Of this request: the same one is booked once.</param>
/// <param name="Reason">The customer reads it in their history.</param>
public sealed record AdjustWalletCommand(
    WalletId Wallet,
    [property: Required, StringLength(80, MinimumLength = 1)] string Key,
    WalletDirection Direction,
    Money Amount,
    [property: Required, StringLength(300, MinimumLength = 3)] string Reason
);

/// <summary>
/// Puts money of the marketplace into a wallet, or takes it back. Refuses without the right, a closed wallet, more
/// than one person may move, more than the wallet may hold, and a debit beyond what is available.
/// </summary>
public sealed class AdjustWallet(
    IDbContextFactory<PortalDbContext> contexts,
    OpenWallets wallets,
    WalletBooks books,
    CurrentUser user,
    TimeProvider clock
)
{
    private const string NextId = "SELECT nextval('wallets.adjustments_id_seq')";

    /// <summary>Answers its number; the same request gets the same one again.</summary>
    public async Task<Result<WalletAdjustmentId>> HandleAsync(
        AdjustWalletCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(WalletPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, inner) = PortalDbContext.SqlOf(transaction);
        if (await wallets.LockAsync(connection, inner, command.Wallet, ct) is not { } wallet)
        {
            return WalletErrors.NotFound;
        }

        if (await FindAsync(db, command, ct) is { } made)
        {
            return made;
        }

        var fits = WalletPolicy.CheckAdjustment(
            wallet.Limits,
            wallet.Standing,
            command.Direction,
            command.Amount
        );
        if (fits.Failed)
        {
            return fits.Error;
        }

        var adjustment = await NewAsync(db, connection, inner, command, ct);
        var booked = await books.AdjustAsync(connection, inner, adjustment, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        db.WalletAdjustments.Add(adjustment);
        db.Append(
            new WalletAdjusted(
                command.Wallet.Value,
                adjustment.Direction,
                adjustment.AmountMinor,
                adjustment.Currency.Code,
                adjustment.Reason
            ),
            clock
        );
        var saved = await db.SaveAsync(
            ct,
            ("ux_adjustments_tenant_id_key", WalletErrors.KeyReused)
        );
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return adjustment.Id;
    }

    /// <summary>What the same request was answered before. Refused when the key came with something else.</summary>
    private static async Task<Result<WalletAdjustmentId>?> FindAsync(
        PortalDbContext db,
        AdjustWalletCommand command,
        CancellationToken ct
    )
    {
        var found = await db
            .WalletAdjustments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Key == command.Key, ct);
        if (found is null)
        {
            return null;
        }

        var isTheSame =
            found.WalletId == command.Wallet
            && found.Direction == command.Direction
            && new Money(found.AmountMinor, found.Currency) == command.Amount
            && found.Reason == command.Reason.Trim();
        return isTheSame ? found.Id : WalletErrors.KeyReused;
    }

    private async Task<WalletAdjustment> NewAsync(
        PortalDbContext db,
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        AdjustWalletCommand command,
        CancellationToken ct
    )
    {
        await using var next = new NpgsqlCommand(NextId, connection, transaction);
        return new WalletAdjustment
        {
            Id = new WalletAdjustmentId((long)(await next.ExecuteScalarAsync(ct))!),
            WalletId = command.Wallet,
            Key = command.Key,
            Direction = command.Direction,
            AmountMinor = command.Amount.Minor,
            Currency = command.Amount.Currency,
            Reason = command.Reason.Trim(),
            MadeBy = db.Actor.Name,
            MadeAt = clock.GetUtcNow(),
        };
    }
}
