using Portal.Core.Data.Idempotency;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// Places one order. The key's row is locked before the cart's, the cart's before the customer's; all
/// others are new.
/// </summary>
internal static class PlacingSql
{
    private const int Key = 37;

    /// <summary>
    /// $1 tenant, $2 cart or null, $3 its version, $4 order, $5 reference, $6 customer or null, $7 customer's
    /// reference, $8 name, $9 email, $10 now, $11 currency, $12 total, $13 delivery, $14 fee, $15 tax, $16 address,
    /// $17 delivery's code, $18 name, $19 payment's code, $20 name, $21 tax rate; lines: $22 products, $23 shops,
    /// $24 SKUs, $25 names, $26 quantities, $27 prices; parts: $28 shops, $29 totals, $30 deliveries, $31 fees,
    /// $32 taxes, $33 lines; $34 actor, $35 its name, $36 source, then the key.
    /// </summary>
    public static readonly string Place = $"""
        WITH {KeyedCallSql.Fence(Key)}, taken AS (
            UPDATE orders.carts SET order_id = $4, version = version + 1, updated_at = $10
            WHERE tenant_id = $1 AND id = $2 AND version = $3 AND order_id IS NULL AND {KeyedCallSql.IsOurs(
            Key
        )}
            RETURNING id
        ), mine AS (
            SELECT FROM taken UNION ALL SELECT WHERE $2::uuid IS NULL AND {KeyedCallSql.IsOurs(Key)}
        ), customer AS (
            INSERT INTO orders.customers AS c (tenant_id, reference, name, email, created_at)
            SELECT $1, $7, $8, $9, $10 FROM mine WHERE $6::bigint IS NULL
            ON CONFLICT (tenant_id, reference) DO UPDATE SET email = coalesce(c.email, excluded.email)
            RETURNING id
        ), placed AS (
            INSERT INTO orders.orders (id, tenant_id, channel, reference, customer_id, placed_at, currency,
                total_minor, delivery_minor, fee_minor, tax_minor, line_count, status, is_history, refunded_minor,
                attempt, created_at, updated_at)
            SELECT $4, $1, 'api', $5, coalesce($6, (SELECT id FROM customer)), $10, $11, $12, $13, $14, $15,
                cardinality($22::bigint[]), 'pending', false, 0, 0, $10, $10
            FROM mine
            RETURNING id
        ), lines AS (
            INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                unit_price_minor, total_minor, refunded_quantity)
            SELECT placed.id, l.line_no, $1, l.product_id, l.seller_id, l.sku, l.name, l.quantity, l.price,
                l.price * l.quantity, 0
            FROM placed, unnest($22::bigint[], $23::bigint[], $24::text[], $25::text[], $26::int[], $27::bigint[])
                WITH ORDINALITY AS l (product_id, seller_id, sku, name, quantity, price, line_no)
        ), parts AS (
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, delivery_minor,
                fee_minor, tax_minor, line_count)
            SELECT placed.id, p.seller_id, $1, $10, p.total, p.delivery, p.fee, p.tax, p.lines
            FROM placed, unnest($28::bigint[], $29::bigint[], $30::bigint[], $31::bigint[], $32::bigint[], $33::int[])
                AS p (seller_id, total, delivery, fee, tax, lines)
        ), checkout AS (
            INSERT INTO orders.order_checkouts (order_id, tenant_id, address, delivery_code, delivery_name,
                payment_code, payment_name, tax_basis_points)
            SELECT id, $1, $16::jsonb, $17, $18, $19, $20, $21 FROM placed
        ), {KeyedCallSql.Keep(Key, "placed")}
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, '{OrderEvents.Placed}', '{OrderEvents.SubjectKind}', id, $10, $34, $35, $36,
            jsonb_build_object('reference', $5::text, 'currency', $11::text, 'total_minor', $12::bigint)
        FROM placed
        RETURNING true
        """;
}
