using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <param name="Told">Of which the gateway says that its money is gone.</param>
public sealed record OpenDisputedChargebackCommand(DisputeId Dispute, DisputeTold Told);

/// <summary>
/// Has a chargeback stand for a dispute: one that a person recorded before, or a new one with its booking. One transaction
/// that begins by locking the order; one that has its chargeback already is left as it is. Refuses without the right, a charge
/// that is no order's, what <see cref="ChargebackOpening"/> refuses, and one that may be recorded by hand with another amount.
/// </summary>
public sealed class OpenDisputedChargeback(
    IDbContextFactory<PortalDbContext> contexts,
    OrderRefunds orders,
    ChargebackOpening opening,
    ChargebackBooks books,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(
        OpenDisputedChargebackCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        if (await ChargeAsync(sql, command.Told.Charges, ct) is not var (orderId, charge))
        {
            return DisputeErrors.UnknownCharge;
        }

        var order = await orders.LockAsync(connection, sql, orderId, ct);
        if (order is null)
        {
            return DisputeErrors.UnknownCharge;
        }

        var dispute = await db.GatewayDisputes.SingleAsync(d => d.Id == command.Dispute, ct);
        if (dispute.ChargebackId is not null)
        {
            return Result.Ok;
        }

        if (command.Told.Amount is not { } amount)
        {
            return DisputeErrors.NotCountable;
        }

        var known = await KnownAsync(db, orderId, charge, command.Told, amount, ct);
        if (known.Failed)
        {
            return known.Error;
        }

        var chargeback = known.Value;
        var isNew = chargeback is null;
        if (chargeback is null)
        {
            var opened = await opening.OpenAsync(db, sql, order, Draft(orderId, command.Told), ct);
            if (opened.Failed)
            {
                return opened.Error;
            }

            chargeback = opened.Value;
        }
        else
        {
            await LinkAsync(db, sql, chargeback, command.Told, ct);
        }

        dispute.StandsFor(chargeback.Id, orderId);
        var saved = await db.SaveAsync(ct, ChargebackOpening.Taken);
        if (saved.Failed)
        {
            return saved;
        }

        var booked = isNew ? await books.OpenAsync(sql, chargeback, ct) : Result.Ok;
        if (booked.Failed)
        {
            return booked;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<(OrderId Order, string Key)?> ChargeAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<string> charges,
        CancellationToken ct
    )
    {
        await using var find = new NpgsqlCommand(
            DisputesSql.Charge,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(charges.ToArray()) },
        };
        await using var reader = await find.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (new OrderId(reader.GetInt64(0)), reader.GetString(1))
            : null;
    }

    /// <summary>
    /// What a person recorded of it: under its number, else of the same charge and amount. Null when nobody did. Refused when there is
    /// an open one of another amount, which may be the same.
    /// </summary>
    private static async Task<Result<Chargeback?>> KnownAsync(
        PortalDbContext db,
        OrderId order,
        string charge,
        DisputeTold told,
        Money amount,
        CancellationToken ct
    )
    {
        var free = await db
            .Chargebacks.Where(c =>
                c.OrderId == order
                && c.ChargeKey == charge
                && !db.GatewayDisputes.Any(d => d.ChargebackId == c.Id)
            )
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        // One that is at an end here cannot be what has just begun there.
        var isDecided = told.Stage is DisputeStage.Won or DisputeStage.Lost;
        var same =
            free.Find(c => c.Reference == told.Reference)
            ?? free.Find(c => c.IsOpen && c.Amount == amount)
            ?? free.Find(c => isDecided && c.Amount == amount);
        return same is not null ? same
            : free.Find(c => c.IsOpen) is { } other
                ? DisputeErrors.RecordedOtherwise(other.Reference, other.Amount)
            : new Result<Chargeback?>();
    }

    private async Task LinkAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        Chargeback chargeback,
        DisputeTold told,
        CancellationToken ct
    )
    {
        if (told.EvidenceDueAt is { } due && chargeback.IsOpen)
        {
            chargeback.EvidenceDueAt = due;
        }

        await GatewayMovements.RenameAsync(
            transaction,
            tenant.Id,
            [GatewayMovementKind.Chargeback, GatewayMovementKind.ChargebackWon],
            chargeback.Id.Value,
            told.Reference,
            ct
        );
        db.Append(ChargebackLinked.Of(chargeback, told.Reference), clock);
    }

    /// <summary>A fee in another currency than the charge's comes with the gateway's statement.</summary>
    private RecordChargebackCommand Draft(OrderId order, DisputeTold told)
    {
        var amount = told.Amount!.Value;
        var fee =
            told.Fee is { } charged && charged.Currency == amount.Currency && charged.Minor > 0
                ? charged
                : Money.Zero(amount.Currency);
        return new RecordChargebackCommand(
            order,
            amount,
            fee,
            told.Reference,
            told.Reason,
            // None is taken any more of one that is decided.
            told.EvidenceDueAt
                ?? clock.GetUtcNow(),
            $"{DisputesSql.Gateway}-{told.Reference}"
        );
    }
}
