namespace Portal.Jobs.Bench;

/// <summary>
/// The floor of checkout: the rows of an order written by hand, one statement per call, by somebody who
/// asks nobody: no token, no right, no price, no stock, no key that came before. Run as the owner.
/// </summary>
internal static class CheckoutFloorSql
{
    /// <summary>What the benchmark's buyers can choose. $1 tenant.</summary>
    public const string AddChoices = """
        WITH delivery AS (
            INSERT INTO orders.delivery_options (tenant_id, code, name, country, currency, price_minor, position, is_active)
            VALUES ($1, 'standard', 'Standard', 'GB', 'GBP', 499, 1, true)
        ), tax AS (
            INSERT INTO orders.tax_rates (tenant_id, country, basis_points) VALUES ($1, 'GB', 2000)
        )
        INSERT INTO payments.methods (tenant_id, code, name, country, currency, min_minor, max_minor, fee_minor,
            fee_basis_points, position, is_active)
        VALUES ($1, 'card', 'Card', 'GB', 'GBP', 1, NULL, 20, 150, 1, true)
        """;

    /// <summary>$1 tenant, $2 cart.</summary>
    public const string Create = """
        INSERT INTO orders.carts (tenant_id, id, currency, total_minor, version, created_at, updated_at, expires_at)
        VALUES ($1, $2, 'GBP', 0, 0, now(), now(), now() + interval '3 days')
        """;

    /// <summary>$1 tenant, $2 cart, $3 product.</summary>
    public const string AddLine = """
        INSERT INTO orders.cart_lines (tenant_id, cart_id, product_id, line_no, quantity, unit_price_minor)
        VALUES ($1, $2, $3, 1, 2, 1000)
        """;

    /// <summary>$1 tenant, $2 cart.</summary>
    public const string SetAddress = $$"""
        UPDATE orders.carts SET address = '{{Address}}', country = 'GB', version = version + 1, updated_at = now()
        WHERE tenant_id = $1 AND id = $2
        """;

    /// <summary>$1 tenant, $2 cart.</summary>
    public const string ChooseDelivery = """
        UPDATE orders.carts SET delivery_code = 'standard', version = version + 1, updated_at = now()
        WHERE tenant_id = $1 AND id = $2
        """;

    /// <summary>$1 tenant, $2 cart.</summary>
    public const string ChoosePayment = """
        UPDATE orders.carts SET payment_code = 'card', version = version + 1, updated_at = now()
        WHERE tenant_id = $1 AND id = $2
        """;

    /// <summary>$1 tenant, $2 cart or none, $3 product, $4 shop, $5 customer.</summary>
    public const string Complete = $$"""
        WITH placed AS (
            INSERT INTO orders.orders (tenant_id, channel, reference, customer_id, placed_at, currency, total_minor,
                delivery_minor, fee_minor, tax_minor, line_count, status, is_history, refunded_minor, attempt, created_at,
                updated_at)
            VALUES ($1, 'api', 'F-' || $2::uuid, $5, now(), 'GBP', 2556, 499, 57, 426, 1, 'pending', false, 0, 0, now(), now())
            RETURNING id
        ), cart AS (
            UPDATE orders.carts SET order_id = placed.id, version = version + 1, updated_at = now()
            FROM placed WHERE tenant_id = $1 AND carts.id = $2
        ), lines AS (
            INSERT INTO orders.order_lines (order_id, line_no, tenant_id, product_id, seller_id, sku, name, quantity,
                unit_price_minor, total_minor, refunded_quantity)
            SELECT id, 1, $1, $3, $4, 'SKU', 'Product', 2, 1000, 2000, 0 FROM placed
        ), parts AS (
            INSERT INTO orders.seller_parts (order_id, seller_id, tenant_id, placed_at, total_minor, delivery_minor,
                fee_minor, tax_minor, line_count)
            SELECT id, $4, $1, now(), 2556, 499, 57, 426, 1 FROM placed
        ), checkout AS (
            INSERT INTO orders.order_checkouts (order_id, tenant_id, address, delivery_code, delivery_name, payment_code,
                payment_name, tax_basis_points)
            SELECT id, $1, '{{Address}}', 'standard', 'Standard', 'card', 'Card', 2000 FROM placed
        )
        INSERT INTO events.log (tenant_id, kind, subject_kind, subject_id, occurred_at, actor_name, source, payload)
        SELECT $1, 'order.placed', 'order', id, now(), 'floor', 'api', '{"reference":"F","currency":"GBP","total_minor":2556}'
        FROM placed
        """;

    private const string Address =
        """{"Name":"Ada Byron","Email":"ada@example.com","Line1":"1 Quay","PostalCode":"N1","City":"London","Country":"GB"}""";
}
