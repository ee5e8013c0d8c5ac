using Portal.Core.Catalog.Contracts;
using Portal.Core.Inventory.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// Reads a basket in one statement and one trip: a row per line, each with all of the rest. Nothing is
/// locked; whoever writes afterwards does so under the cart's version. Everywhere $1 is the tenant.
/// </summary>
internal static class BasketSql
{
    /// <summary>
    /// Of a cart. $2 cart, $3 products to look at besides, $4 country, $5 delivery and $6 payment to look
    /// at instead of the chosen ones, or null, $7 whether it is to become an order.
    /// </summary>
    public static readonly string OfCart = Select(
        """
        SELECT id, version, total_minor, order_id, expires_at, currency, customer_reference, address::text,
            coalesce($4, country) AS country, coalesce($5, delivery_code) AS delivery_code,
            coalesce($6, payment_code) AS payment_code, $7::boolean AS is_ordered
        FROM orders.carts WHERE tenant_id = $1 AND id = $2
        """,
        """
        SELECT line_no::bigint, product_id, quantity, unit_price_minor FROM orders.cart_lines
        WHERE tenant_id = $1 AND cart_id = $2
        UNION ALL
        SELECT 1000000 + w.no, w.id, 0, NULL FROM unnest($3::bigint[]) WITH ORDINALITY AS w (id, no)
        WHERE NOT EXISTS (SELECT FROM orders.cart_lines WHERE cart_id = $2 AND product_id = w.id)
        """
    );

    /// <summary>
    /// Of what one call says. $2 currency, $3 products, $4 country, $5 delivery, $6 payment, $7 customer's
    /// reference, $8 quantities.
    /// </summary>
    public static readonly string OfCall = Select(
        """
        SELECT NULL::uuid AS id, 0 AS version, 0::bigint AS total_minor, NULL::bigint AS order_id,
            NULL::timestamptz AS expires_at, $2 AS currency, $7 AS customer_reference, NULL::text AS address,
            $4 AS country, $5 AS delivery_code, $6 AS payment_code, true AS is_ordered
        """,
        """
        SELECT w.no AS line_no, w.id AS product_id, w.quantity, NULL::bigint AS unit_price_minor
        FROM unnest($3::bigint[], $8::int[]) WITH ORDINALITY AS w (id, quantity, no)
        """
    );

    private static string Select(string head, string lines) =>
        $"""
            SELECT h.id, h.version, h.total_minor, h.order_id, h.expires_at, h.currency, h.customer_reference,
                h.address, h.country, b.id, d.code, d.name, d.price_minor,
                m.code, m.name, m.min_minor, m.max_minor, m.fee_minor, m.fee_basis_points, m.gateway, coalesce(t.basis_points, 0),
                CASE WHEN h.is_ordered THEN (SELECT nextval('orders.orders_id_seq')) END,
                l.product_id, l.quantity, l.unit_price_minor,
                p.seller_id, p.sku, p.name, p.price_minor, p.currency, p.is_for_sale AND n.is_active, coalesce(s.available, 0)
            FROM ({head}) h
            LEFT JOIN orders.customers b ON b.tenant_id = $1 AND b.reference = h.customer_reference
            LEFT JOIN orders.delivery_options d ON d.tenant_id = $1 AND d.code = h.delivery_code
                AND d.country = h.country AND d.currency = h.currency AND d.is_active
            LEFT JOIN {PaymentMethodsSql.Offered} m ON m.tenant_id = $1 AND m.code = h.payment_code
                AND m.country = h.country AND m.currency = h.currency
            LEFT JOIN orders.tax_rates t ON t.tenant_id = $1 AND t.country = h.country
            LEFT JOIN ({lines}) l ON true
            LEFT JOIN {ProductOffersSql.Products} p ON p.tenant_id = $1 AND p.product_id = l.product_id
            LEFT JOIN tenancy.sellers n ON n.id = p.seller_id
            LEFT JOIN {StockOnOfferSql.Stock} s ON s.tenant_id = $1 AND s.product_id = l.product_id
            ORDER BY l.line_no, l.product_id
            """;
}
