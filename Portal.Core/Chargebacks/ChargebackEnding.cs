using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Orders.Contracts;
using Portal.Core.Settlement.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>A chargeback and its order, whose row is locked until the transaction ends.</summary>
internal sealed record LockedChargeback(Chargeback Chargeback, RefundableOrder Order);

/// <summary>What winning and losing have in common. Works in the caller's transaction; does not save.</summary>
public sealed class ChargebackEnding(OrderRefunds orders, DisputedSales sales)
{
    /// <summary>Locks the order first, as everything does that moves its money. Null when the tenant has no such chargeback.</summary>
    internal async Task<LockedChargeback?> LockAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        ChargebackId id,
        CancellationToken ct
    )
    {
        var order = await db
            .Chargebacks.Where(c => c.Id == id)
            .Select(c => (OrderId?)c.OrderId)
            .SingleOrDefaultAsync(ct);
        if (order is null)
        {
            return null;
        }

        var locked = await orders.LockAsync(transaction.Connection!, transaction, order.Value, ct);
        return locked is null
            ? null
            : new LockedChargeback(await db.Chargebacks.SingleAsync(c => c.Id == id, ct), locked);
    }

    /// <summary>
    /// The order is no longer disputed by it, and its sales go on, unless another chargeback of the order is open: then that one
    /// keeps them.
    /// </summary>
    internal async Task LetGoAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        Chargeback ended,
        CancellationToken ct
    )
    {
        await OrderDisputes.EndAsync(transaction, ended.OrderId, ended.Amount, ct);
        await sales.LetGoAsync(transaction, ended.OrderId, ended.FrozenReason, ct);
        var others = await db
            .Chargebacks.AsNoTracking()
            .Where(c => c.OrderId == ended.OrderId && c.Id != ended.Id && c.EndedAt == null)
            .OrderBy(c => c.Id)
            .ToListAsync(ct);
        if (others.Count > 0)
        {
            await sales.FreezeAsync(transaction, ended.OrderId, others[0].FrozenReason, ct);
        }
    }
}
