using Portal.Core.Events.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Contracts;

/// <summary>
/// Records a refund that another system tells of. It belongs to the completed order with its
/// reference, else to the customer's latest order before it, if that order still has the goods and
/// the money to give back. What a gateway was paid for here is also sent back. Runs on the caller's connection, in the caller's transaction.
/// </summary>
public static class RefundIntakeSql
{
    /// <summary>What <see cref="Record"/> answers.</summary>
    public enum Outcome
    {
        /// <summary>No order fits.</summary>
        NoOrder = 0,

        /// <summary>Recorded now.</summary>
        Recorded = 1,

        /// <summary>A refund with this reference was there before.</summary>
        AlreadyThere = 2,
    }

    /// <summary>
    /// One refund; locks the one order it is of. $1 tenant, $2 now, $3 import, $4 actor, $5 actor's
    /// name, $6 source, $7 the refund's reference, $8 reference of the order, $9 customer's
    /// reference, $10 issued at, $11 currency, $12 amount, $13 skus, $14 quantities.
    /// </summary>
    public const string Record = $"""
        WITH asked AS (
            SELECT sku, sum(quantity) AS quantity FROM unnest($13::text[], $14::int[]) a (sku, quantity)
            GROUP BY sku
        ), target AS (
            SELECT o.id FROM orders.orders o
            WHERE o.tenant_id = $1 AND o.status = 'completed' AND o.currency = $11
                AND o.total_minor - o.refunded_minor - o.disputed_minor >= $12
                AND (o.reference = $8 OR (o.placed_at <= $10 AND o.customer_id = (
                    SELECT id FROM orders.customers WHERE tenant_id = $1 AND reference = $9)))
                AND NOT EXISTS (SELECT FROM asked a WHERE a.quantity > coalesce((
                    SELECT sum(l.quantity - l.refunded_quantity) FROM orders.order_lines l
                    WHERE l.order_id = o.id AND l.sku = a.sku), 0))
            ORDER BY o.reference = $8 DESC, o.placed_at DESC, o.id DESC LIMIT 1 FOR UPDATE
        ), recorded AS (
            INSERT INTO orders.refunds
                (tenant_id, order_id, source_reference, amount_minor, currency, issued_at, import_id)
            SELECT $1, id, $7, $12, $11, $10, $3 FROM target
            ON CONFLICT (tenant_id, source_reference) DO NOTHING
            RETURNING id, tenant_id, order_id, amount_minor, currency
        ), sent AS (
            {RefundRequestsSql.AskForRecorded}
        ), lines AS (
            UPDATE orders.order_lines l SET refunded_quantity = l.refunded_quantity + t.taken
            FROM (
                SELECT l.order_id, l.line_no, least(l.quantity - l.refunded_quantity, greatest(0, a.quantity
                    - (sum(l.quantity - l.refunded_quantity) OVER (PARTITION BY l.sku ORDER BY l.line_no)
                    - (l.quantity - l.refunded_quantity)))) AS taken
                FROM recorded r JOIN orders.order_lines l ON l.order_id = r.order_id
                JOIN asked a ON a.sku = l.sku
            ) t
            WHERE l.order_id = t.order_id AND l.line_no = t.line_no AND t.taken > 0
        ), money AS (
            UPDATE orders.orders o SET refunded_minor = o.refunded_minor + $12, updated_at = $2,
                status = CASE WHEN o.refunded_minor + $12 = o.total_minor THEN 'refunded' ELSE o.status END
            FROM recorded r WHERE o.id = r.order_id
        ), told AS (
            INSERT INTO events.log ({EventLog.InsertColumns})
            SELECT $1, '{OrderEvents.Refunded}', '{OrderEvents.SubjectKind}', order_id, $2, $4, $5, $6,
                jsonb_build_object('refund_id', id, 'amount_minor', $12::bigint, 'currency', $11::text,
                    'issued_at', $10::timestamptz)
            FROM recorded
        )
        SELECT CASE WHEN EXISTS (SELECT FROM recorded) THEN 1
            WHEN EXISTS (SELECT FROM orders.refunds WHERE tenant_id = $1 AND source_reference = $7) THEN 2
            ELSE 0 END
        """;

    /// <summary>A condition: tenant $1 has a refund with the reference of the row.</summary>
    public static string IsThere(string row) =>
        "EXISTS (SELECT FROM orders.refunds x "
        + $"WHERE x.tenant_id = $1 AND x.source_reference = {row}.reference)";

    /// <summary>
    /// A condition for a row <paramref name="refund"/> with reference, order_reference, customer_key,
    /// placed_at, currency, total_minor: it is recorded already, or an order of tenant $1 fits it.
    /// </summary>
    /// <param name="refund">Alias of the row.</param>
    /// <param name="asked">A select of sku, quantity that the refund asks for.</param>
    public static string IsPossible(string refund, string asked) =>
        $"""
            ({IsThere(refund)}
            OR EXISTS (SELECT FROM orders.orders o
                WHERE o.tenant_id = $1 AND o.reference = {refund}.order_reference AND {Fits(
                refund,
                asked
            )})
            OR EXISTS (SELECT FROM orders.orders o
                WHERE o.tenant_id = $1 AND o.customer_id = (SELECT c.id FROM orders.customers c
                    WHERE c.tenant_id = $1 AND c.reference = {refund}.customer_key)
                AND o.placed_at <= {refund}.placed_at AND {Fits(refund, asked)}))
            """;

    private static string Fits(string refund, string asked) =>
        $"""
            o.status = 'completed' AND o.currency = {refund}.currency
            AND o.total_minor - o.refunded_minor - o.disputed_minor >= {refund}.total_minor
            AND NOT EXISTS (SELECT FROM ({asked}) a WHERE a.quantity > coalesce((
                SELECT sum(l.quantity - l.refunded_quantity) FROM orders.order_lines l
                WHERE l.order_id = o.id AND l.sku = a.sku), 0))
            """;
}
