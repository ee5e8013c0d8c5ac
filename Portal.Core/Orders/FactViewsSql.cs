namespace Portal.Core.Orders;

/// <summary>
/// What other modules may read of orders in SQL: views that are a contract, so that tables can
/// change behind them. <c>security_invoker</c> keeps the reader's row-level security.
/// </summary>
internal static class FactViewsSql
{
    public const string Create = """
        CREATE VIEW orders.order_facts WITH (security_invoker = true) AS
            SELECT o.tenant_id, o.id AS order_id, o.reference, o.customer_id, c.name AS customer_name,
                   o.placed_at, o.currency, o.total_minor, o.line_count, o.status, o.is_history, o.ended_at,
                   o.failure_code, o.failure_detail, o.refunded_minor
            FROM orders.orders o LEFT JOIN orders.customers c ON c.id = o.customer_id;
        CREATE VIEW orders.line_facts WITH (security_invoker = true) AS
            SELECT tenant_id, order_id, line_no, seller_id, product_id, sku, name, quantity, total_minor
            FROM orders.order_lines;
        CREATE VIEW orders.part_facts WITH (security_invoker = true) AS
            SELECT tenant_id, order_id, seller_id, placed_at, total_minor, line_count FROM orders.seller_parts;
        CREATE VIEW orders.customer_facts WITH (security_invoker = true) AS
            SELECT tenant_id, id AS customer_id, reference, name, email FROM orders.customers;
        CREATE VIEW orders.refund_facts WITH (security_invoker = true) AS
            SELECT tenant_id, id AS refund_id, order_id, amount_minor, currency, issued_at FROM orders.refunds;
        GRANT SELECT ON orders.order_facts, orders.line_facts, orders.part_facts, orders.customer_facts,
            orders.refund_facts TO portal_app;
        """;

    /// <summary>Adds what totals are made of, once the columns are there.</summary>
    public const string AddBreakdown = """
        CREATE OR REPLACE VIEW orders.order_facts WITH (security_invoker = true) AS
            SELECT o.tenant_id, o.id AS order_id, o.reference, o.customer_id, c.name AS customer_name,
                   o.placed_at, o.currency, o.total_minor, o.line_count, o.status, o.is_history, o.ended_at,
                   o.failure_code, o.failure_detail, o.refunded_minor, o.delivery_minor, o.fee_minor, o.tax_minor
            FROM orders.orders o LEFT JOIN orders.customers c ON c.id = o.customer_id;
        CREATE OR REPLACE VIEW orders.part_facts WITH (security_invoker = true) AS
            SELECT tenant_id, order_id, seller_id, placed_at, total_minor, line_count, delivery_minor, fee_minor, tax_minor
            FROM orders.seller_parts;
        """;

    /// <summary>Adds what buyers' banks have taken back, once the column is there.</summary>
    public const string AddDisputed = """
        CREATE OR REPLACE VIEW orders.order_facts WITH (security_invoker = true) AS
            SELECT o.tenant_id, o.id AS order_id, o.reference, o.customer_id, c.name AS customer_name,
                   o.placed_at, o.currency, o.total_minor, o.line_count, o.status, o.is_history, o.ended_at,
                   o.failure_code, o.failure_detail, o.refunded_minor, o.delivery_minor, o.fee_minor, o.tax_minor,
                   o.disputed_minor
            FROM orders.orders o LEFT JOIN orders.customers c ON c.id = o.customer_id;
        """;
}
