using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Returns.Contracts;

/// <summary>A chargeback that was lost, as what it is then: money given back.</summary>
/// <param name="Key">Of the decision; unique in the tenant.</param>
public sealed record LostChargeback(
    OrderId Order,
    string Key,
    Money Amount,
    bool IsBorneByMarketplace,
    string Reason
);

/// <summary>
/// Decides that what a buyer's bank took is given back: the same decision as a person's refund, whose money has left already.
/// Works in the caller's transaction, which holds the order's lock and books the money; does not save.
/// </summary>
public sealed class ChargebackRefunds(OrderRefunds orders, TimeProvider clock)
{
    /// <summary>Refuses more than is left of the order.</summary>
    public async Task<Result<RefundId>> GrantAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        Money left,
        LostChargeback lost,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(lost);
        var connection = transaction.Connection!;
        var lines = RefundPolicy.Divide(
            left,
            await RefundableLines.ReadAsync(connection, transaction, lost.Order, ct),
            [],
            lost.Amount
        );
        if (lines.Failed)
        {
            return lines.Error;
        }

        var bearer = lost.IsBorneByMarketplace ? RefundBearer.Marketplace : RefundBearer.Seller;
        var refund = await orders.RecordAsync(
            connection,
            transaction,
            new OrderRefundDraft(
                lost.Order,
                lost.Key,
                lost.Amount,
                SnakeCase.Of(bearer),
                lost.Reason,
                lines.Value,
                RefundWay.Chargeback
            ),
            ct
        );
        db.RefundGrants.Add(
            new RefundGrant
            {
                RefundId = refund,
                OrderId = lost.Order,
                Key = lost.Key,
                AmountMinor = lost.Amount.Minor,
                Currency = lost.Amount.Currency,
                BorneBy = bearer,
                Destination = RefundDestination.Chargeback,
                Reason = lost.Reason,
                GrantedBy = db.Actor.Name,
                GrantedAt = clock.GetUtcNow(),
                IsByLine = false,
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
        return refund;
    }
}
