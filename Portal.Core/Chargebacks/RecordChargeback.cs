using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Chargebacks;

/// <param name="Order">Whose payment was taken back, whole or in part.</param>
/// <param name="Fee">What the gateway charges for it, 0 or more.</param>
/// <param name="Reference">The gateway's number of the chargeback.</param>
/// <param name="ReasonCode">Why, in the gateway's words.</param>
/// <param name="EvidenceDueAt">From when on no evidence is taken.</param>
/// <param name="Key">Of this request: the same one is recorded once.</param>
public sealed record RecordChargebackCommand(
    OrderId Order,
    Money Amount,
    Money Fee,
    [property: Required, StringLength(Chargeback.MaxReference, MinimumLength = 3)] string Reference,
    [property: Required, StringLength(Chargeback.MaxReasonCode, MinimumLength = 3)]
        string ReasonCode,
    DateTimeOffset EvidenceDueAt,
    [property: Required, StringLength(RecordChargebackCommand.MaxKey, MinimumLength = 1)] string Key
)
{
    public const int MaxKey = 120;
}

/// <summary>
/// Writes down that a buyer's bank took money back: books it, keeps the order's sales in escrow and out of refunds, in one
/// transaction that begins by locking the order. Refuses without the right, orders that no gateway was paid for, another
/// currency, amounts of nothing or beyond what was captured and is neither refunded nor disputed, and a reference that is known.
/// </summary>
public sealed class RecordChargeback(
    IDbContextFactory<PortalDbContext> contexts,
    OrderRefunds orders,
    ChargebackOpening opening,
    ChargebackBooks books,
    CurrentUser user
)
{
    /// <summary>Answers its number; the same request gets the same one again.</summary>
    public async Task<Result<ChargebackId>> HandleAsync(
        RecordChargebackCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (Check(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var order = await orders.LockAsync(connection, sql, command.Order, ct);
        if (order is null)
        {
            return ChargebackErrors.OrderNotFound;
        }

        if (await FindAsync(db, command, ct) is { } recorded)
        {
            return recorded;
        }

        var opened = await opening.OpenAsync(db, sql, order, command, ct);
        if (opened.Failed)
        {
            return opened.Error;
        }

        var saved = await db.SaveAsync(ct, ChargebackOpening.Taken);
        if (saved.Failed)
        {
            return saved.Error;
        }

        var booked = await books.OpenAsync(sql, opened.Value, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return opened.Value.Id;
    }

    private static Result Check(RecordChargebackCommand command)
    {
        var input = InputCheck.Of(command);
        return input.Failed ? input
            : command.Amount.Minor <= 0 ? Error.InvalidField("amount", "Above zero.")
            : command.Fee.Minor < 0 ? Error.InvalidField("fee", "Not below zero.")
            : command.Fee.Currency != command.Amount.Currency ? ChargebackErrors.WrongCurrency
            : Result.Ok;
    }

    /// <summary>What the same request was answered before. Refused when the key came with something else.</summary>
    private static async Task<Result<ChargebackId>?> FindAsync(
        PortalDbContext db,
        RecordChargebackCommand command,
        CancellationToken ct
    )
    {
        var found = await db
            .Chargebacks.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Key == command.Key, ct);
        if (found is null)
        {
            return null;
        }

        var isTheSame =
            found.OrderId == command.Order
            && found.Amount == command.Amount
            && found.Fee == command.Fee
            && found.Reference == command.Reference.Trim()
            && found.ReasonCode == command.ReasonCode.Trim()
            // The database counts in microseconds.
            && (found.EvidenceDueAt - command.EvidenceDueAt).Duration()
                < TimeSpan.FromMicroseconds(1);
        return isTheSame ? found.Id : ChargebackErrors.KeyReused;
    }
}
