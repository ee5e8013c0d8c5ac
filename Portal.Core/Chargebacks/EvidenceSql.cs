using Portal.Core.Notifications.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>What is known of a disputed order. Each: $1 tenant, $2 order.</summary>
internal static class EvidenceSql
{
    public const string Order = $"""
        SELECT o.reference, o.placed_at, o.total_minor, o.delivery_minor, o.fee_minor, o.tax_minor, o.refunded_minor,
            b.reference, b.name, b.email, c.gateway_reference, c.captured_at
        FROM orders.order_facts o LEFT JOIN orders.customer_facts b ON b.customer_id = o.customer_id
        LEFT JOIN {CapturedChargesSql.Charges} c ON c.order_id = o.order_id
        WHERE o.tenant_id = $1 AND o.order_id = $2
        """;

    public const string Lines = """
        SELECT l.sku, l.name, l.quantity, l.total_minor, s.name
        FROM orders.line_facts l JOIN tenancy.sellers s ON s.id = l.seller_id
        WHERE l.tenant_id = $1 AND l.order_id = $2 ORDER BY l.line_no
        """;

    public const string Messages = $"""
        SELECT m.kind, m.channel, m.recipient, m.status, m.created_at, m.sent_at FROM {OrderMessagesSql.Messages} m
        WHERE m.tenant_id = $1 AND m.order_id = $2 ORDER BY m.created_at, m.id
        """;

    public static readonly string Earlier = $"""
        SELECT e.reference, e.placed_at, e.total_minor, e.currency, e.status
        FROM orders.order_facts o JOIN orders.order_facts e ON e.tenant_id = o.tenant_id
            AND e.customer_id = o.customer_id AND (e.placed_at, e.order_id) < (o.placed_at, o.order_id)
        WHERE o.tenant_id = $1 AND o.order_id = $2
        ORDER BY e.placed_at DESC, e.order_id DESC LIMIT {EvidencePack.MostEarlier}
        """;

    public const string Refunds = """
        SELECT r.refund_id, r.amount_minor, r.issued_at FROM orders.refund_facts r
        WHERE r.tenant_id = $1 AND r.order_id = $2 ORDER BY r.refund_id
        """;
}
