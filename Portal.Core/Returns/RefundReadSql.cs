using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Returns;

internal static class RefundReadSql
{
    /// <summary>$1 tenant, $2 statuses or null, $3 currency or null, $4 bearers or null, $5 order's or refund's number or null.</summary>
    private const string Where = """
        r.tenant_id = $1 AND ($2::text[] IS NULL OR r.status = ANY ($2)) AND ($3::text IS NULL OR r.currency = $3)
        AND ($4::text[] IS NULL OR coalesce(g.borne_by, 'seller') = ANY ($4))
        AND ($5::text IS NULL OR r.refund_id::text = $5 OR r.order_id = (SELECT f.order_id FROM orders.order_facts f
            WHERE f.tenant_id = $1 AND f.reference = $5))
        """;

    private const string From =
        $"{RefundRequestsSql.Requests} r LEFT JOIN returns.refund_grants g ON g.refund_id = r.refund_id";

    private const string Columns = """
        r.refund_id, r.order_id, o.reference, r.amount_minor, r.currency, r.status, coalesce(g.borne_by, 'seller'), g.reason,
        g.granted_by, coalesce(g.granted_at, r.requested_at), r.attempts, r.due_at, r.sent_at, r.message,
        coalesce(g.destination, 'original_method'), r.gateway
        """;

    /// <summary>Counted up to $6.</summary>
    public const string Count =
        $"SELECT count(*) FROM (SELECT FROM {From} WHERE {Where} LIMIT $6) counted";

    /// <summary>The newest first. $6 skipped, $7 taken.</summary>
    public const string Rows = $"""
        SELECT {Columns} FROM {From} JOIN orders.order_facts o ON o.order_id = r.order_id
        WHERE {Where} ORDER BY r.requested_at DESC, r.refund_id DESC OFFSET $6 LIMIT $7
        """;

    /// <summary>Takes the parameters of the rows' filter.</summary>
    public const string Sums = $"""
        SELECT r.currency, r.status, sum(r.amount_minor)::bigint, count(*), min(r.requested_at)
        FROM {From} WHERE {Where} GROUP BY 1, 2 ORDER BY 1, 2
        """;

    /// <summary>What was not sent yet, by age. $1 tenant, $2 a day ago, $3 a week ago.</summary>
    public const string Ages = $"""
        SELECT r.currency, coalesce(sum(r.amount_minor) FILTER (WHERE r.requested_at > $2), 0)::bigint,
            coalesce(sum(r.amount_minor) FILTER (WHERE r.requested_at <= $2 AND r.requested_at > $3), 0)::bigint,
            coalesce(sum(r.amount_minor) FILTER (WHERE r.requested_at <= $3), 0)::bigint
        FROM {RefundRequestsSql.Requests} r WHERE r.tenant_id = $1 AND r.status <> 'sent' GROUP BY 1 ORDER BY 1
        """;

    /// <summary>$1 tenant, $2 refund.</summary>
    public const string One = $"""
        SELECT {Columns}, r.key, r.charge_key, r.gateway_reference, r.failure_code, r.returns
        FROM {From} JOIN orders.order_facts o ON o.order_id = r.order_id WHERE r.tenant_id = $1 AND r.refund_id = $2
        """;

    /// <summary>$1 tenant, $2 refund.</summary>
    public const string Lines = """
        SELECT l.line_no, f.name, l.amount_minor FROM returns.refund_grant_lines l
        JOIN returns.refund_grants g ON g.refund_id = l.refund_id
        LEFT JOIN orders.line_facts f ON f.order_id = g.order_id AND f.line_no = l.line_no
        WHERE l.tenant_id = $1 AND l.refund_id = $2 ORDER BY l.line_no < 0, abs(l.line_no)
        """;

    /// <summary>$1 tenant, $2 refund.</summary>
    public const string Attempts = $"""
        SELECT number, sent_at, answered_at, outcome, code, message, request::text, answer
        FROM {RefundRequestsSql.Attempts} WHERE tenant_id = $1 AND refund_id = $2 ORDER BY number
        """;

    /// <summary>
    /// A reader for some shops sees what of each refund falls to them: what their lines were named for, else their share of
    /// it. $1 tenant, $2 order, $3 shops or null.
    /// </summary>
    public static readonly string OfOrder = $"""
        WITH refund AS (
            SELECT {Columns}, CASE WHEN $3::bigint[] IS NULL THEN r.amount_minor
                WHEN EXISTS (SELECT FROM returns.refund_grant_lines l WHERE l.refund_id = r.refund_id) THEN
                    (SELECT coalesce(sum(l.amount_minor), 0)::bigint FROM returns.refund_grant_lines l
                     JOIN {PaidLinesSql.OfOrder("$2")} p ON p.line_no = l.line_no
                     WHERE l.refund_id = r.refund_id AND p.seller_id = ANY ($3))
                ELSE (SELECT coalesce(sum({RefundShareSql.Amount("r.amount_minor")}), 0)::bigint
                    FROM {RefundShareSql.Parts(
            "$2"
        )} p WHERE p.seller_id = ANY ($3)) END AS seen_minor
            FROM {From} JOIN orders.order_facts o ON o.order_id = r.order_id
            WHERE r.tenant_id = $1 AND r.order_id = $2
        )
        SELECT * FROM refund WHERE seen_minor > 0 ORDER BY refund_id
        """;

    /// <summary>Whether the reader may see the order at all. $1 tenant, $2 order, $3 shops or null.</summary>
    public const string MaySee = """
        SELECT EXISTS (SELECT FROM orders.order_facts o WHERE o.tenant_id = $1 AND o.order_id = $2 AND ($3::bigint[] IS NULL
            OR EXISTS (SELECT FROM orders.part_facts p WHERE p.order_id = o.order_id AND p.seller_id = ANY ($3))))
        """;

    /// <summary>
    /// The order's lines as they were paid, and what is left of all of it. No row when there is no such order or nothing was
    /// paid here. $1 tenant, $2 order.
    /// </summary>
    public static readonly string Refundable = $"""
        SELECT o.currency, o.total_minor - o.refunded_minor - o.disputed_minor, l.line_no, l.name, l.seller_id, l.total_minor,
            c.gateway, o.customer_id IS NOT NULL
        FROM orders.order_facts o JOIN {RefundRequestsSql.Captured} c ON c.order_id = o.order_id
        LEFT JOIN {PaidLinesSql.OfOrder(
            "$2"
        )} l ON true
        WHERE o.tenant_id = $1 AND o.order_id = $2 AND NOT o.is_history
        ORDER BY l.line_no < 0, abs(l.line_no)
        """;
}
