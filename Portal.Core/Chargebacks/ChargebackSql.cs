using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks;

internal static class ChargebackSql
{
    /// <summary>$1 tenant, $2 statuses or null, $3 reference of an order or chargeback or null.</summary>
    private const string Where = """
        c.tenant_id = $1 AND ($2::text[] IS NULL OR c.status = ANY ($2))
        AND ($3::text IS NULL OR c.reference = $3 OR o.reference = $3)
        """;

    private const string From = """
        chargebacks.chargebacks c JOIN orders.order_facts o ON o.order_id = c.order_id
        """;

    private const string Columns = """
        c.id, c.order_id, o.reference, o.customer_name, c.gateway, c.reference, c.reason_code, c.amount_minor, c.fee_minor,
        c.currency, c.status, c.recorded_at, c.evidence_due_at,
        ARRAY(SELECT p.seller_id FROM orders.part_facts p WHERE p.order_id = c.order_id ORDER BY p.seller_id)
        """;

    /// <summary>Takes the filter's parameters.</summary>
    public const string Count = $"SELECT count(*) FROM {From} WHERE {Where}";

    /// <summary>$4 skipped, $5 taken.</summary>
    public static string Rows(string? sort, bool descending)
    {
        var way = descending ? "DESC" : "ASC";
        var by = sort switch
        {
            "amount" => $"c.currency, c.amount_minor {way}",
            "recorded" => $"c.recorded_at {way}",
            _ => $"(c.ended_at IS NOT NULL), c.evidence_due_at {way}",
        };
        return $"SELECT {Columns} FROM {From} WHERE {Where} ORDER BY {by}, c.id {way} OFFSET $4 LIMIT $5";
    }

    /// <summary>$1 tenant, $2 chargeback.</summary>
    public const string One = $"""
        SELECT {Columns}, c.charge_key, a.gateway_reference, c.recorded_by, c.submitted_by, c.submitted_at,
            encode(e.hash, 'hex'), e.note, c.ended_by, c.ended_at, c.refund_id,
            d.id, d.reference, d.status, d.stage, d.message, d.asked_at, s.status, s.attempts, s.message, s.sent_at
        FROM {From} LEFT JOIN {CapturedChargesSql.Charges} a ON a.order_id = c.order_id
        LEFT JOIN chargebacks.evidence e ON e.chargeback_id = c.id
        LEFT JOIN chargebacks.disputes d ON d.chargeback_id = c.id
        LEFT JOIN chargebacks.evidence_sendings s ON s.chargeback_id = c.id
        WHERE c.tenant_id = $1 AND c.id = $2
        """;

    /// <summary>$1 tenant.</summary>
    public const string Sums = """
        SELECT status, currency, sum(amount_minor)::bigint, count(*)::int FROM chargebacks.chargebacks
        WHERE tenant_id = $1 GROUP BY 1, 2
        """;

    /// <summary>Without evidence, and due before $2. $1 tenant, $2 until.</summary>
    public const string DueSoon = """
        SELECT count(*)::int FROM chargebacks.chargebacks
        WHERE tenant_id = $1 AND status = 'needs_response' AND evidence_due_at <= $2
        """;

    /// <summary>No row when nothing of it can be charged back. $1 tenant, $2 the order's reference.</summary>
    public const string Chargeable = $"""
        SELECT o.order_id, o.reference, o.total_minor - o.refunded_minor - o.disputed_minor, o.currency, a.gateway
        FROM orders.order_facts o JOIN {CapturedChargesSql.Charges} a ON a.order_id = o.order_id
        WHERE o.tenant_id = $1 AND o.reference = $2 AND NOT o.is_history AND a.gateway NOT IN ('{RefundRequestsSql.Wallet}', '{CashReceiptsSql.Gateway}')
            AND o.total_minor - o.refunded_minor - o.disputed_minor > 0
        """;
}
