using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Returns.Contracts;

namespace Portal.Core.Chargebacks;

/// <param name="IsBorneByMarketplace">Else the seller bears it, and the marketplace gives its commission back.</param>
/// <param name="Note">Why, beside what the bank says.</param>
public sealed record LoseChargebackCommand(
    ChargebackId Chargeback,
    bool IsBorneByMarketplace = false,
    [property: StringLength(Chargeback.MaxNote)] string? Note = null
);

/// <summary>
/// The buyer keeps the money, because the bank decided so or we accept it: from now on it is a refund of the order whose money
/// has left already. Decision, event, refund and entry are one transaction; Settlement takes it from whoever bears it when it
/// reads the event. Refuses without the right, and a chargeback that is decided.
/// </summary>
public sealed class LoseChargeback(
    IDbContextFactory<PortalDbContext> contexts,
    ChargebackEnding ending,
    ChargebackRefunds refunds,
    ChargebackBooks books,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(LoseChargebackCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        if (await ending.LockAsync(db, sql, command.Chargeback, ct) is not { } locked)
        {
            return ChargebackErrors.NotFound;
        }

        var chargeback = locked.Chargeback;
        var lost = chargeback.Lose(db.Actor.Name, clock.GetUtcNow());
        if (lost.Failed)
        {
            return lost;
        }

        await ending.LetGoAsync(db, sql, chargeback, ct);
        var refund = await refunds.GrantAsync(
            db,
            sql,
            locked.Order.Left + chargeback.Amount,
            Refund(chargeback, command),
            ct
        );
        if (refund.Failed)
        {
            return refund.Error;
        }

        chargeback.BecameRefund(refund.Value);
        db.Append(ChargebackLost.Of(chargeback, command.IsBorneByMarketplace), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        var booked = await books.LoseAsync(sql, chargeback, ct);
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private static LostChargeback Refund(Chargeback chargeback, LoseChargebackCommand command) =>
        new(
            chargeback.OrderId,
            string.Create(CultureInfo.InvariantCulture, $"chargeback-{chargeback.Id.Value}"),
            chargeback.Amount,
            command.IsBorneByMarketplace,
            command.Note?.Trim() is { Length: > 0 } note
                ? $"Chargeback {chargeback.Reference}: {note}"
                : $"Chargeback {chargeback.Reference}: {chargeback.ReasonCode}"
        );
}
