namespace Portal.Tests.Infrastructure;

/// <summary>Orders, stock, figures and imports.</summary>
public static partial class InvariantChecker
{
    private static readonly Invariant[] Orders =
    [
        new(
            "every event belongs to a tenant that exists",
            "SELECT e.id FROM events.log e LEFT JOIN tenancy.tenants t ON t.id = e.tenant_id WHERE t.id IS NULL"
        ),
        new(
            "reserved stock is the sum of the product's holds",
            """
            SELECT s.product_id, s.reserved, coalesce(h.held, 0) AS held FROM inventory.stock_items s
            LEFT JOIN (SELECT product_id, sum(quantity) AS held FROM inventory.holds GROUP BY product_id) h USING (product_id)
            WHERE s.reserved <> coalesce(h.held, 0)
            """
        ),
        new(
            "only orders under way hold stock",
            "SELECT h.order_id FROM inventory.holds h LEFT JOIN orders.orders o ON o.id = h.order_id WHERE o.status IS DISTINCT FROM 'paying'"
        ),
        new(
            "stock on hand is the sum of its movements",
            """
            SELECT s.product_id FROM inventory.stock_items s
            LEFT JOIN (SELECT product_id, sum(quantity) AS moved FROM inventory.movements GROUP BY product_id) m USING (product_id)
            WHERE m.moved IS NOT NULL AND s.on_hand <> m.moved
            """
        ),
        new(
            "a completed order has exactly one captured payment, unless it is history; a failed one has none",
            """
            SELECT o.id, o.status, count(a.id) AS captured FROM orders.orders o
            LEFT JOIN payments.attempts a ON a.order_id = o.id AND a.status = 'captured'
            WHERE NOT o.is_history AND o.channel <> 'demo' AND o.status IN ('completed', 'failed')
            GROUP BY o.id HAVING count(a.id) <> CASE o.status WHEN 'completed' THEN 1 ELSE 0 END
            """
        ),
        new(
            "an order's total is its lines, delivery and fee, and the sum of its parts per shop in every amount",
            """
            SELECT o.id, o.total_minor FROM orders.orders o WHERE o.line_count > 0 AND
                ((SELECT coalesce(sum(total_minor), 0) FROM orders.order_lines l WHERE l.order_id = o.id)
                    + o.delivery_minor + o.fee_minor <> o.total_minor
                OR (SELECT (coalesce(sum(total_minor), 0), coalesce(sum(delivery_minor), 0), coalesce(sum(fee_minor), 0),
                        coalesce(sum(tax_minor), 0)) FROM orders.seller_parts p WHERE p.order_id = o.id)
                    <> (o.total_minor::numeric, o.delivery_minor::numeric, o.fee_minor::numeric, o.tax_minor::numeric)
                OR (SELECT count(*) FROM orders.order_lines l WHERE l.order_id = o.id) <> o.line_count)
            """
        ),
        new(
            "what one shop has of an order is its lines and its share of delivery and fee",
            """
            SELECT p.order_id, p.seller_id FROM orders.seller_parts p JOIN orders.orders o ON o.id = p.order_id AND o.channel = 'api'
            WHERE p.total_minor - p.delivery_minor - p.fee_minor <> (SELECT coalesce(sum(l.total_minor), 0)
                FROM orders.order_lines l WHERE l.order_id = p.order_id AND l.seller_id = p.seller_id)
            """
        ),
        new(
            "a cart that became an order became one that is there, and no two became the same",
            """
            SELECT c.order_id FROM orders.carts c LEFT JOIN orders.orders o ON o.id = c.order_id AND o.tenant_id = c.tenant_id
            WHERE c.order_id IS NOT NULL GROUP BY c.order_id HAVING count(*) > 1 OR count(o.id) = 0
            """
        ),
        new(
            "an order's refunds add up to what it says and never exceed its total",
            """
            SELECT o.id FROM orders.orders o LEFT JOIN orders.refunds r ON r.order_id = o.id
            GROUP BY o.id HAVING coalesce(sum(r.amount_minor), 0) <> o.refunded_minor
            """
        ),
        new(
            "an order ended as often as its events say: once more than it was retried",
            """
            SELECT o.id FROM orders.orders o JOIN events.log e ON e.subject_id = o.id AND e.subject_kind = 'order'
                AND e.kind IN ('order.completed', 'order.failed', 'order.retried')
            WHERE o.status IN ('completed', 'failed')
            GROUP BY o.id HAVING count(*) FILTER (WHERE e.kind <> 'order.retried')
                <> 1 + count(*) FILTER (WHERE e.kind = 'order.retried')
            """
        ),
        new(
            "the daily figures are the sums of the orders, once the consumer has read every event",
            $"""
            SELECT coalesce(e.tenant_id, t.tenant_id), coalesce(e.currency, t.currency), coalesce(e.day, t.day), e.paid, t.paid_orders
            FROM (
                SELECT tenant_id, currency, day, sum(revenue) AS revenue, sum(paid) AS paid, sum(customers) AS customers,
                    sum(completed) AS completed, sum(failed) AS failed, sum(refunded) AS refunded
                FROM (
                    SELECT o.tenant_id, o.currency, (placed_at AT TIME ZONE z.time_zone)::date AS day, sum(total_minor) AS revenue,
                        count(*) AS paid, count(DISTINCT customer_id) AS customers, 0 AS completed, 0 AS failed, 0 AS refunded
                    FROM orders.orders o JOIN tenancy.tenants z ON z.id = o.tenant_id
                    WHERE o.status IN ('completed', 'refunded') GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT o.tenant_id, o.currency, (ended_at AT TIME ZONE z.time_zone)::date, 0, 0, 0,
                        count(*) FILTER (WHERE o.status <> 'failed'), count(*) FILTER (WHERE o.status = 'failed'), 0
                    FROM orders.orders o JOIN tenancy.tenants z ON z.id = o.tenant_id
                    WHERE o.status IN ('completed', 'refunded', 'failed') GROUP BY 1, 2, 3
                    UNION ALL
                    SELECT r.tenant_id, r.currency, (issued_at AT TIME ZONE z.time_zone)::date, 0, 0, 0, 0, 0, sum(amount_minor)
                    FROM orders.refunds r JOIN tenancy.tenants z ON z.id = r.tenant_id GROUP BY 1, 2, 3
                ) part GROUP BY 1, 2, 3
            ) e
            FULL JOIN (SELECT * FROM analytics.daily_figures WHERE seller_id = 0) t
                ON t.tenant_id = e.tenant_id AND t.currency = e.currency AND t.day = e.day
            WHERE (coalesce(e.revenue, 0), coalesce(e.paid, 0), coalesce(e.customers, 0), coalesce(e.completed, 0),
                    coalesce(e.failed, 0), coalesce(e.refunded, 0))
                <> (coalesce(t.revenue_minor, 0), coalesce(t.paid_orders, 0), coalesce(t.customers, 0),
                    coalesce(t.completed, 0), coalesce(t.failed, 0), coalesce(t.refund_minor, 0))
                AND ({FiguresAreDrained})
            """
        ),
        new(
            "every row of a completed import is accepted, already there or rejected with a reason",
            """
            SELECT i.id FROM imports.imports i WHERE i.status = 'completed' AND (
                i.staged_rows <> i.rows_accepted + i.rows_already_there + i.rows_rejected
                OR i.rows_rejected <> (SELECT count(*) FROM imports.rejections r WHERE r.import_id = i.id)
                OR i.orders_created <> (SELECT count(*) FROM orders.orders o WHERE o.import_id = i.id))
            """
        ),
    ];
}
