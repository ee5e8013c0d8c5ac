namespace Portal.Jobs.Bench;

/// <summary>
/// The workflow's floor: the rows that remain of a batch of orders that are all in stock and all paid,
/// written by hand, once each, in one transaction, with nobody else at work: no lease, no hold, no figures. $1 tenant, $2 how many.
/// </summary>
internal static class WorkflowFloorSql
{
    public const string CompleteBatch = """
        WITH claimed AS MATERIALIZED (
            SELECT id, total_minor, currency, line_count FROM orders.orders
            WHERE status = 'pending' AND tenant_id = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED
        ), lines AS MATERIALIZED (
            SELECT l.order_id, l.product_id, l.quantity FROM orders.order_lines l JOIN claimed c ON c.id = l.order_id
        ), stock AS (
            UPDATE inventory.stock_items s SET on_hand = on_hand - d.quantity, sold = sold + d.quantity
            FROM (SELECT product_id, sum(quantity) AS quantity FROM lines GROUP BY product_id) d
            WHERE s.product_id = d.product_id AND s.on_hand >= d.quantity
        ), moved AS (
            INSERT INTO inventory.movements (tenant_id, product_id, order_id, quantity, reason, at)
            SELECT $1, product_id, order_id, -sum(quantity), 'sold', now() FROM lines GROUP BY product_id, order_id
        ), paid AS (
            INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway,
                gateway_reference, created_at, sent_at, answered_at)
            SELECT $1, id, 1, 'order-' || id || '-1', total_minor, currency, 'captured', 'floor', 'ref', now(), now(), now()
            FROM claimed
        ), completed AS (
            UPDATE orders.orders o SET status = 'completed', attempt = 1, paid_at = now(), ended_at = now(), updated_at = now()
            FROM claimed c WHERE o.id = c.id
            RETURNING o.id, o.currency, o.total_minor, o.customer_id, o.placed_at, o.ended_at
        ), told_steps AS (
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            SELECT $1, 'order.reserved', 'order', id, now(), 'floor', 'worker',
                jsonb_build_object('attempt', 1, 'lines', line_count)
            FROM claimed
            UNION ALL
            SELECT $1, 'order.payment_captured', 'order', id, now(), 'floor', 'worker', jsonb_build_object(
                'attempt', 1, 'key', 'order-' || id || '-1', 'gateway_reference', 'ref', 'milliseconds', 0)
            FROM claimed
        ), told AS (
            INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
            SELECT $1, 'order.completed', 'order', id, now(), 'floor', 'worker', jsonb_build_object(
                'currency', currency, 'total_minor', total_minor, 'customer_id', customer_id, 'placed_at', placed_at,
                'ended_at', ended_at, 'is_history', false)
            FROM completed
        )
        SELECT count(*) FROM completed
        """;
}
