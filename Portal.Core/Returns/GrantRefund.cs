using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Returns;

/// <summary>Money asked back for one line.</summary>
public sealed record AskedLine(int LineNo, Money Amount);

/// <param name="Order">Whose buyer gets it.</param>
/// <param name="Key">Of this request: the same one is granted once.</param>
/// <param name="Lines">What is given back of which line; empty for an amount over the whole order.</param>
/// <param name="Amount">Over the whole order, divided among its lines by what is left of them.</param>
/// <param name="BorneBy">Who loses it.</param>
/// <param name="Reason">Why, for finance and the seller.</param>
/// <param name="Destination">Where it goes.</param>
public sealed record GrantRefundCommand(
    OrderId Order,
    [property: Required, StringLength(RefundGrantLimits.Key, MinimumLength = 1)] string Key,
    IReadOnlyList<AskedLine> Lines,
    Money? Amount,
    RefundBearer BorneBy,
    [property: Required, StringLength(RefundGrantLimits.Reason, MinimumLength = 3)] string Reason,
    RefundDestination Destination = RefundDestination.OriginalMethod
);

internal static class RefundGrantLimits
{
    public const int Key = 80;
    public const int Reason = 300;
}

/// <summary>
/// Decides that money goes back to a buyer: records it with its order, and asks for it to be sent, or puts it into
/// the buyer's wallet, in one transaction that begins by locking the order. Refuses without the right, amounts of
/// nothing or of another currency or beyond what was paid and not refunded yet, orders that are history or were not
/// paid, a wallet that is closed or of nobody.
/// </summary>
public sealed class GrantRefund(
    IDbContextFactory<PortalDbContext> contexts,
    OrderRefunds orders,
    WalletRefunds wallets,
    CurrentUser user,
    TimeProvider clock,
    LiveSignals signals
)
{
    /// <summary>Answers the number of the refund; the same request gets the same one again.</summary>
    public async Task<Result<RefundId>> HandleAsync(
        GrantRefundCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ReturnPermissions.Grant, ct))
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
        var (connection, inner) = PortalDbContext.SqlOf(transaction);
        var order = await orders.LockAsync(connection, inner, command.Order, ct);
        if (order is null)
        {
            return ReturnErrors.OrderNotFound;
        }

        if (await FindAsync(db, command, ct) is { } granted)
        {
            return granted;
        }

        var lines = await DecideAsync(connection, inner, order, command, ct);
        if (lines.Failed)
        {
            return lines.Error;
        }

        var reason = command.Reason.Trim();
        var amount = order.Left with
        {
            Minor = command.Amount?.Minor ?? command.Lines.Sum(l => l.Amount.Minor),
        };
        RefundId refund;
        try
        {
            refund = await orders.RecordAsync(
                connection,
                inner,
                new OrderRefundDraft(
                    command.Order,
                    $"granted-{command.Key}",
                    amount,
                    SnakeCase.Of(command.BorneBy),
                    reason,
                    lines.Value,
                    command.Destination is RefundDestination.Wallet
                        ? RefundWay.Wallet
                        : RefundWay.Gateway
                ),
                ct
            );
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The same key at the same moment for another order, whose lock this one does not wait for.
            return ReturnErrors.KeyReused;
        }

        if (command.Destination is RefundDestination.Wallet)
        {
            var credited = await wallets.HandleAsync(
                connection,
                inner,
                new WalletRefund(refund, command.Order, order.Customer!.Value, amount),
                ct
            );
            if (credited.Failed)
            {
                return credited.Error;
            }
        }

        db.RefundGrants.Add(
            new RefundGrant
            {
                RefundId = refund,
                OrderId = command.Order,
                Key = command.Key,
                AmountMinor = amount.Minor,
                Currency = amount.Currency,
                BorneBy = command.BorneBy,
                Destination = command.Destination,
                Reason = reason,
                GrantedBy = db.Actor.Name,
                GrantedAt = clock.GetUtcNow(),
                IsByLine = command.Lines.Count > 0,
            }
        );
        db.RefundGrantLines.AddRange(
            lines.Value.Select(l => new RefundGrantLine
            {
                RefundId = refund,
                LineNo = l.LineNo,
                AmountMinor = l.Minor,
            })
        );
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        await signals.SendAsync(db.Tenant.Id, LiveSignals.Orders);
        return refund;
    }

    /// <summary>What the same request was answered before. Refused when the key came with something else.</summary>
    private static async Task<Result<RefundId>?> FindAsync(
        PortalDbContext db,
        GrantRefundCommand command,
        CancellationToken ct
    )
    {
        var found = await db
            .RefundGrants.AsNoTracking()
            .SingleOrDefaultAsync(g => g.Key == command.Key, ct);
        if (found is null)
        {
            return null;
        }

        var lines = await db
            .RefundGrantLines.Where(l => l.RefundId == found.RefundId)
            .ToDictionaryAsync(l => l.LineNo, l => l.AmountMinor, ct);
        var isTheSame =
            found.OrderId == command.Order
            && found.BorneBy == command.BorneBy
            && found.Destination == command.Destination
            && found.Reason == command.Reason.Trim()
            && (
                found.IsByLine
                    ? command.Amount is null
                        && command.Lines.Count == lines.Count
                        && command.Lines.All(l =>
                            l.Amount == new Money(lines.GetValueOrDefault(l.LineNo), found.Currency)
                        )
                    : command.Lines.Count == 0
                        && command.Amount == new Money(found.AmountMinor, found.Currency)
            );
        return isTheSame ? found.RefundId : ReturnErrors.KeyReused;
    }

    private static async Task<Result<IReadOnlyList<(int LineNo, long Minor)>>> DecideAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        RefundableOrder order,
        GrantRefundCommand command,
        CancellationToken ct
    )
    {
        if (order.IsHistory)
        {
            return ReturnErrors.History;
        }

        if (order.Gateway is null)
        {
            return ReturnErrors.NotPaid;
        }

        if (command.Destination is RefundDestination.Chargeback)
        {
            return ReturnErrors.NotByHand;
        }

        if (command.Destination is RefundDestination.Wallet && order.Customer is null)
        {
            return ReturnErrors.NobodysWallet;
        }

        var asked = command.Amount?.Minor ?? command.Lines.Sum(l => l.Amount.Minor);
        if (asked > order.Left.Minor && order.Disputed.Minor > 0)
        {
            return ReturnErrors.Disputed(order.Left, order.Disputed);
        }

        var lines = await RefundableLines.ReadAsync(connection, transaction, command.Order, ct);
        return RefundPolicy.Divide(order.Left, lines, command.Lines, command.Amount);
    }
}
