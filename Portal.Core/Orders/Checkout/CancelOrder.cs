using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

public sealed record CancelOrderCommand(OrderId OrderId);

/// <summary>What became of an order.</summary>
public sealed record CancelledOrder(OrderId Id, OrderStatus Status, DateTimeOffset EndedAt);

/// <summary>
/// Calls off an order nobody has paid. One that waits for its buyer's payment is cancelled once the gateway calls that
/// closed. Refuses one that a worker has in hand, that was paid meanwhile or that has ended: either this happens or the
/// payment, never both.
/// </summary>
public sealed class CancelOrder(
    CallOffPayment callOff,
    KeyedCall call,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    private const int Key = 7;
    private const int KeyOfKept = 3;

    /// <summary>Keeps the answer about an order whose payment was called off. $1 tenant, $2 order, then the key.</summary>
    private static readonly string KeepCalledOff = $"""
        WITH {KeyedCallSql.Fence(KeyOfKept)}, ended AS (
            SELECT FROM orders.orders
            WHERE tenant_id = $1 AND id = $2 AND status = 'cancelled' AND {KeyedCallSql.IsOurs(
            KeyOfKept
        )}
        ), {KeyedCallSql.Keep(KeyOfKept, "ended")}
        SELECT true FROM ended
        """;

    /// <summary>$1 tenant, $2 order, $3 now, $4 actor, $5 its name, $6 source, then the key.</summary>
    private static readonly string Cancel = $"""
        WITH {KeyedCallSql.Fence(Key)}, cancelled AS (
            UPDATE orders.orders SET status = 'cancelled', ended_at = $3, updated_at = $3
            WHERE tenant_id = $1 AND id = $2 AND status = 'pending' AND {KeyedCallSql.IsOurs(Key)}
            RETURNING id, currency, total_minor, customer_id, placed_at
        ), {KeyedCallSql.Keep(Key, "cancelled")}
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, '{OrderEvents.Cancelled}', '{OrderEvents.SubjectKind}', id, $3, $4, $5, $6,
            jsonb_build_object('currency', currency, 'total_minor', total_minor, 'customer_id', customer_id,
                'placed_at', placed_at)
        FROM cancelled
        RETURNING true
        """;

    public async Task<Result<CancelledOrder>> HandleAsync(
        CancelOrderCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        var cancelled = new CancelledOrder(
            command.OrderId,
            OrderStatus.Cancelled,
            clock.GetUtcNow()
        );
        var isCancelled = await call.WriteAsync(
            Cancel,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(command.OrderId.Value),
                SqlValue.Of(cancelled.EndedAt),
                SqlValue.OrNull(actor.Person?.Value, NpgsqlDbType.Bigint),
                SqlValue.Of(actor.Name),
                SqlValue.Of(SnakeCase.Of(actor.Source)),
            ],
            cancelled,
            ct
        );
        if (isCancelled)
        {
            return cancelled;
        }

        return await callOff.TryAsync(command.OrderId, ct) switch
        {
            null => OrderErrors.NotFound,
            { IsCalledOff: true, Status: OrderStatus.Cancelled, EndedAt: { } endedAt } =>
                await KeepAsync(cancelled with { EndedAt = endedAt }, ct),
            { IsCalledOff: true, Status: OrderStatus.Completed } => CheckoutErrors.PaidMeanwhile,
            { IsCalledOff: true, Status: OrderStatus.Paying } => CheckoutErrors.CancelUnderWay,
            _ => CheckoutErrors.NotCancellable,
        };
    }

    private async Task<Result<CancelledOrder>> KeepAsync(
        CancelledOrder cancelled,
        CancellationToken ct
    )
    {
        var isKept = await call.WriteAsync(
            KeepCalledOff,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(cancelled.Id.Value)],
            cancelled,
            ct
        );
        return isKept ? cancelled : KeyedCallErrors.StillRunning;
    }
}
