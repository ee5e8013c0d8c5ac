using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>How an order ended whose payment was called off.</summary>
/// <param name="IsCalledOff">Its payment was; others may have cancelled it before anybody began to pay.</param>
public sealed record CalledOffOrder(OrderStatus Status, DateTimeOffset? EndedAt, bool IsCalledOff);

/// <summary>
/// Has the payment an order waits for closed at its gateway, and the order cancelled once the gateway calls it closed. The
/// wish is committed first: when this process ends before it is done, the worker that asks about the payment does it. The
/// caller has checked the right.
/// </summary>
public sealed class CallOffPayment(
    PortalConnections connections,
    OrderPump pump,
    CurrentTenant tenant,
    Actor actor
)
{
    /// <summary>Null for an order that does not exist.</summary>
    internal async Task<CalledOffOrder?> TryAsync(OrderId order, CancellationToken ct)
    {
        var asked = await connections.ReadAsync(
            WorkflowSql.CallOff,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(order.Value),
                SqlValue.OrNull(actor.Person?.Value, NpgsqlTypes.NpgsqlDbType.Bigint),
                SqlValue.Of(actor.Name),
                SqlValue.Of(SnakeCase.Of(actor.Source)),
            ],
            _ => true,
            ct
        );
        if (asked.Count > 0)
        {
            await pump.PumpOneAsync(order.Value, ct);
        }

        var found = await connections.ReadAsync(
            WorkflowSql.EndOfCalledOff,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(order.Value)],
            r => new CalledOffOrder(
                SnakeCase.ToEnum<OrderStatus>(r.GetString(0)),
                r.IsDBNull(1) ? null : r.GetFieldValue<DateTimeOffset>(1),
                r.GetBoolean(2)
            ),
            ct
        );
        return found.Count > 0 ? found[0] : null;
    }
}
