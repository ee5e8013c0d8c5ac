using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Settlement.Contracts;

/// <summary>
/// Keeps the lines of an order in escrow while its buyer's bank disputes the payment. Works in the caller's transaction,
/// which has locked the order; sales are locked in the order in which refunds lock them.
/// </summary>
public sealed class DisputedSales(Actor actor)
{
    /// <summary>$1 order.</summary>
    private const string Recorded =
        "SELECT EXISTS (SELECT FROM settlement.sales WHERE order_id = $1)";

    /// <summary>Lines somebody froze before keep their reason. $1 order, $2 reason, $3 actor, $4 its name, $5 source.</summary>
    private const string FreezeAll = $"""
        WITH locked AS MATERIALIZED (
            SELECT order_id, line_no FROM settlement.sales WHERE order_id = $1 AND status = 'held'
            ORDER BY order_id, seller_id, line_no FOR UPDATE
        ), changed AS (
            UPDATE settlement.sales s SET status = 'frozen', frozen_reason = $2
            FROM locked l WHERE s.order_id = l.order_id AND s.line_no = l.line_no
            RETURNING s.tenant_id, s.order_id, s.line_no
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{SettlementEvents.Frozen}', 'order', order_id, now(), $3, $4, $5,
            jsonb_build_object('lines', array_agg(line_no ORDER BY line_no), 'reason', $2::text)
        FROM changed GROUP BY tenant_id, order_id
        """;

    /// <summary>$1 order, $2 the reason they were frozen for, $3 actor, $4 its name, $5 source.</summary>
    private const string LetAllGo = $"""
        WITH locked AS MATERIALIZED (
            SELECT order_id, line_no FROM settlement.sales
            WHERE order_id = $1 AND status = 'frozen' AND frozen_reason = $2
            ORDER BY order_id, seller_id, line_no FOR UPDATE
        ), changed AS (
            UPDATE settlement.sales s SET status = 'held', frozen_reason = NULL
            FROM locked l WHERE s.order_id = l.order_id AND s.line_no = l.line_no
            RETURNING s.tenant_id, s.order_id, s.line_no
        )
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT tenant_id, '{SettlementEvents.LetGo}', 'order', order_id, now(), $3, $4, $5,
            jsonb_build_object('lines', array_agg(line_no ORDER BY line_no))
        FROM changed GROUP BY tenant_id, order_id
        """;

    /// <summary>Whether settlement has read of the order's payment; it does so seconds after it.</summary>
    public static async Task<bool> AreRecordedAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        CancellationToken ct
    )
    {
        await using var recorded = new NpgsqlCommand(Recorded, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(order.Value) },
        };
        return await recorded.ExecuteScalarAsync(ct) is true;
    }

    public Task FreezeAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        string reason,
        CancellationToken ct
    ) => ChangeAsync(FreezeAll, transaction, order, reason, ct);

    /// <summary>Those that were frozen for this reason; others stay as they are.</summary>
    public Task LetGoAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        string reason,
        CancellationToken ct
    ) => ChangeAsync(LetAllGo, transaction, order, reason, ct);

    private async Task ChangeAsync(
        string sql,
        NpgsqlTransaction transaction,
        OrderId order,
        string reason,
        CancellationToken ct
    )
    {
        await using var change = new NpgsqlCommand(sql, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(order.Value), SqlValue.Of(reason) },
        };
        change.Parameters.AddActor(actor);
        await change.ExecuteNonQueryAsync(ct);
    }
}
