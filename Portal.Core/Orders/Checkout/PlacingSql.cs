using Portal.Core.Data.Idempotency;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// Places one order. The key's row is locked before the cart's, the cart's before the customer's; all
/// others are new.
/// </summary>
internal static class PlacingSql
{
    private const int Key = 38;

    /// <summary>
    /// $1 tenant, $2 cart or null, $3 its version, $4 order, $5 reference, $6 customer or null, $7 customer's
    /// reference, $8 name, $9 email, $10 now, $11 currency, $12 total, $13 delivery, $14 fee, $15 tax, $16 address,
    /// $17 delivery's code, $18 name, $19 payment's code, $20 name, $21 tax rate, $22 gateway or null; lines: $23 products, $24 shops,
    /// $25 SKUs, $26 names, $27 quantities, $28 prices; parts: $29 shops, $30 totals, $31 deliveries, $32 fees,
    /// $33 taxes, $34 lines; $35 actor, $36 its name, $37 source, then the key.
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
                cardinality($23::bigint[]), 'pending', false, 0, 0, $10, $10
            FROM mine
            RETURNING id
        ), lines AS (
            INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                unit_price_minor, total_minor, refunded_quantity)
            SELECT placed.id, l.line_no, $1, l.product_id, l.seller_id, l.sku, l.name, l.quantity, l.price,
                l.price * l.quantity, 0
            FROM placed, unnest($23::bigint[], $24::bigint[], $25::text[], $26::text[], $27::int[], $28::bigint[])
                WITH ORDINALITY AS l (product_id, seller_id, sku, name, quantity, price, line_no)
        ), parts AS (
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, delivery_minor,
                fee_minor, tax_minor, line_count)
            SELECT placed.id, p.seller_id, $1, $10, p.total, p.delivery, p.fee, p.tax, p.lines
            FROM placed, unnest($29::bigint[], $30::bigint[], $31::bigint[], $32::bigint[], $33::bigint[], $34::int[])
                AS p (seller_id, total, delivery, fee, tax, lines)
        ), checkout AS (
            INSERT INTO orders.order_checkouts (order_id, tenant_id, address, delivery_code, delivery_name,
                payment_code, payment_name, tax_basis_points, payment_gateway)
            SELECT id, $1, $16::jsonb, $17, $18, $19, $20, $21, $22 FROM placed
        ), {KeyedCallSql.Keep(Key, "placed")}
        INSERT INTO events.log ({EventLog.InsertColumns})
        SELECT $1, '{OrderEvents.Placed}', '{OrderEvents.SubjectKind}', id, $10, $35, $36, $37,
            jsonb_build_object('reference', $5::text, 'currency', $11::text, 'total_minor', $12::bigint)
        FROM placed
        RETURNING true
        """;
}
