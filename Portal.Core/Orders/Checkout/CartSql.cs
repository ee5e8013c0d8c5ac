using Portal.Core.Data.Idempotency;

namespace Portal.Core.Orders.Checkout;

/// <summary>What changes carts. Each is one statement; the key's row is locked before the cart's.</summary>
internal static class CartSql
{
    private const int KeyOfCreate = 7;
    private const int KeyOfSave = 14;

    /// <summary>$1 tenant, $2 cart, $3 currency, $4 customer's reference, $5 now, $6 end, then the key.</summary>
    public static readonly string Create = $"""
        WITH {KeyedCallSql.Fence(KeyOfCreate)}, created AS (
            INSERT INTO orders.carts (tenant_id, id, currency, customer_reference, total_minor, version, created_at,
                updated_at, expires_at)
            SELECT $1, $2, $3, $4, 0, 0, $5, $5, $6 WHERE {KeyedCallSql.IsOurs(KeyOfCreate)}
            RETURNING id
        ), {KeyedCallSql.Keep(KeyOfCreate, "created")}
        SELECT FROM created
        """;

    /// <summary>
    /// Writes a cart as a whole, if it still has the version. $1 tenant, $2 cart, $3 version, $4 address,
    /// $5 country, $6 delivery, $7 payment, $8 total told, $9 now, $10 end, $11 products, $12 quantities,
    /// $13 prices, then the key.
    /// </summary>
    public static readonly string Save = $"""
        WITH {KeyedCallSql.Fence(KeyOfSave)}, saved AS (
            UPDATE orders.carts SET address = $4::jsonb, country = $5, delivery_code = $6, payment_code = $7,
                total_minor = $8, version = version + 1, updated_at = $9, expires_at = $10
            WHERE tenant_id = $1 AND id = $2 AND version = $3 AND order_id IS NULL AND {KeyedCallSql.IsOurs(
            KeyOfSave
        )}
            RETURNING id
        ), wanted AS (
            SELECT saved.id AS cart_id, w.* FROM saved, unnest($11::bigint[], $12::int[], $13::bigint[])
                WITH ORDINALITY AS w (product_id, quantity, unit_price_minor, line_no)
        ), gone AS (
            DELETE FROM orders.cart_lines l USING saved
            WHERE l.cart_id = saved.id AND l.product_id <> ALL ($11::bigint[])
        ), put AS (
            INSERT INTO orders.cart_lines AS l (cart_id, product_id, tenant_id, line_no, quantity, unit_price_minor)
            SELECT cart_id, product_id, $1, line_no, quantity, unit_price_minor FROM wanted
            ON CONFLICT (cart_id, product_id) DO UPDATE SET
                line_no = excluded.line_no, quantity = excluded.quantity, unit_price_minor = excluded.unit_price_minor
            WHERE (l.line_no, l.quantity, l.unit_price_minor)
                <> (excluded.line_no, excluded.quantity, excluded.unit_price_minor)
        ), {KeyedCallSql.Keep(KeyOfSave, "saved")}
        SELECT FROM saved
        """;

    /// <summary>Of all tenants. $1 expired before, $2 at most.</summary>
    public const string RemoveExpired = """
        WITH expired AS MATERIALIZED (
            SELECT id FROM orders.carts WHERE expires_at < $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED
        ), emptied AS (
            DELETE FROM orders.cart_lines l USING expired e WHERE l.cart_id = e.id
        )
        DELETE FROM orders.carts c USING expired e WHERE c.id = e.id
        """;
}
