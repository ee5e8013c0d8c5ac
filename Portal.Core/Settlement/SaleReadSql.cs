namespace Portal.Core.Settlement;

internal static class SaleReadSql
{
    /// <summary>$1 tenant, $2 shops or null, $3 statuses or null, $4 currency or null, $5 order's number or null, $6 payout or null, $7 shop or null.</summary>
    private const string Where = """
        s.tenant_id = $1 AND ($2::bigint[] IS NULL OR s.seller_id = ANY ($2)) AND ($3::text[] IS NULL OR s.status = ANY ($3))
        AND ($4::text IS NULL OR s.currency = $4)
        AND ($5::text IS NULL OR s.order_id = (SELECT f.order_id FROM orders.order_facts f
            WHERE f.tenant_id = $1 AND f.reference = $5))
        AND ($6::bigint IS NULL OR s.payout_id = $6) AND ($7::bigint IS NULL OR s.seller_id = $7)
        """;

    /// <summary>
    /// What is left of a sale <c>s</c> for its seller; commission and tax go back in proportion to the refund, as
    /// <see cref="SaleMoney.After"/> does it.
    /// </summary>
    public const string Net = """
        (s.gross_minor - s.refunded_minor
            - s.commission_minor + round(s.commission_minor * s.refunded_minor::numeric / s.gross_minor)
            - s.tax_minor + round(s.tax_minor * s.refunded_minor::numeric / s.gross_minor))
        """;

    /// <summary>Counted up to $8.</summary>
    public const string Count = $"""
        SELECT count(*) FROM (SELECT FROM settlement.sales s WHERE {Where} LIMIT $8) counted
        """;

    /// <summary>The newest first. $8 skipped, $9 taken.</summary>
    public const string Rows = $"""
        SELECT s.order_id, s.line_no, o.reference, coalesce(l.name, 'Delivery and payment fee'), s.seller_id, s.currency, s.gross_minor, s.commission_minor, s.tax_minor,
            s.refunded_minor, s.status, s.frozen_reason, s.captured_at, s.delivered_at IS NOT NULL, s.due_at, s.released_at,
            s.payout_id, p.status, p.paid_at
        FROM (SELECT * FROM settlement.sales s WHERE {Where}
            ORDER BY s.captured_at DESC, s.order_id DESC, s.line_no OFFSET $8 LIMIT $9) s
        JOIN orders.order_facts o ON o.order_id = s.order_id
        LEFT JOIN orders.line_facts l ON l.order_id = s.order_id AND l.line_no = s.line_no
        LEFT JOIN settlement.payouts p ON p.id = s.payout_id
        ORDER BY s.captured_at DESC, s.order_id DESC, s.line_no
        """;

    /// <summary>By currency and status. Takes the parameters of the rows' filter.</summary>
    public const string Sums = $"""
        SELECT s.currency, s.status, sum(s.gross_minor - s.refunded_minor)::bigint,
            sum({Net})::bigint,
            count(*)
        FROM settlement.sales s WHERE {Where} GROUP BY 1, 2 ORDER BY 1, 2
        """;
}
