using System.ComponentModel.DataAnnotations;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.CashOnDelivery;

/// <param name="Orders">All with the same outcome.</param>
/// <param name="Reason">Why it was refused; a note where it was received, or null.</param>
public sealed record RecordCashCommand(
    [property: MinLength(1), MaxLength(RecordCash.MostAtOnce)] IReadOnlyCollection<OrderId> Orders,
    CashOutcome Outcome,
    [property: StringLength(300, MinimumLength = 3)] string? Reason
);

/// <summary>
/// Writes down that the cash of orders was received or refused on delivery, and has their payment asked about at once: the
/// worker completes or fails them. What it finds at this moment is not taken, because it may be of before. Orders that do not
/// wait for cash, any more or yet, are left out. Refuses without the right, a refusal without a reason, and when none
/// of the orders waits.
/// </summary>
public sealed class RecordCash(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    LiveSignals signals
)
{
    public const int MostAtOnce = 500;

    /// <summary>$1 tenant, $2 orders, $3 outcome, $4 reason, $5 actor, $6 its name, $7 source.</summary>
    private const string Record = $"""
        WITH open AS MATERIALIZED (
            SELECT id, attempt FROM orders.orders
            WHERE tenant_id = $1 AND id = ANY ($2) AND status = 'paying' ORDER BY id FOR UPDATE
        ), recorded AS ({CashReceiptsSql.Add}), due AS (
            UPDATE orders.orders o SET leased_until = clock_timestamp(), lease_token = gen_random_uuid()
            FROM recorded WHERE o.id = recorded.order_id
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, CASE $3 WHEN 'received' THEN '{OrderEvents.CashReceived}' ELSE '{OrderEvents.CashRefused}' END,
            '{OrderEvents.SubjectKind}', order_id, now(), $5, $6, $7, jsonb_strip_nulls(jsonb_build_object(
                'amount_minor', amount_minor, 'currency', currency, 'reason', $4))
        FROM recorded RETURNING true
        """;

    private const string Known =
        "SELECT true FROM orders.orders WHERE tenant_id = $1 AND id = ANY ($2) LIMIT 1";

    /// <summary>Answers how many orders it was written down for.</summary>
    public async Task<Result<int>> HandleAsync(RecordCashCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(OrderPermissions.RecordCash, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        var reason = command.Reason?.Trim();
        if (command.Outcome is CashOutcome.Refused && string.IsNullOrEmpty(reason))
        {
            return Error.InvalidField("reason", "Say why it was refused.");
        }

        var orders = command.Orders.Select(o => o.Value).Distinct().ToArray();
        var recorded = await connections.ReadAsync(
            Record,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(orders),
                SqlValue.Of(SnakeCase.Of(command.Outcome)),
                SqlValue.OrNull(reason, NpgsqlDbType.Text),
                SqlValue.OrNull(actor.Person?.Value, NpgsqlDbType.Bigint),
                SqlValue.Of(actor.Name),
                SqlValue.Of(SnakeCase.Of(actor.Source)),
            ],
            _ => true,
            ct
        );
        if (recorded.Count == 0)
        {
            var known = await connections.ReadAsync(
                Known,
                [SqlValue.Of(tenant.Id.Value), SqlValue.Of(orders)],
                _ => true,
                ct
            );
            return known.Count > 0 ? OrderErrors.NotWaitingForCash : OrderErrors.NotFound;
        }

        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return recorded.Count;
    }
}
