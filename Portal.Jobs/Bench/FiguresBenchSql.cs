namespace Portal.Jobs.Bench;

/// <summary>Floors and checks of <see cref="FiguresBench"/>. $1 is the tenant.</summary>
internal static class FiguresBenchSql
{
    public const string FloorBoard = "portal:bench:floor-board";

    /// <summary>The sums by day and customer and by day and product, and nothing else.</summary>
    public const string Sums = """
        SELECT (SELECT count(*) FROM (
                SELECT (placed_at AT TIME ZONE 'Europe/London')::date, customer_id, count(*), sum(total_minor)
                FROM orders.orders WHERE tenant_id = $1 AND status = 'completed' GROUP BY 1, 2) c)
            + (SELECT count(*) FROM (
                SELECT (o.placed_at AT TIME ZONE 'Europe/London')::date, l.product_id, sum(l.quantity), sum(l.total_minor)
                FROM orders.orders o JOIN orders.order_lines l ON l.order_id = o.id
                WHERE o.tenant_id = $1 AND o.status = 'completed' GROUP BY 1, 2) p)
        """;

    public const string IsEqual = """
        SELECT (SELECT sum(total_minor) FROM orders.orders WHERE tenant_id = $1 AND status = 'completed')
            = (SELECT sum(revenue_minor) FROM analytics.daily_figures WHERE tenant_id = $1 AND seller_id = 0)
        """;

    public const string FillBoard = """
        INSERT INTO analytics.customer_totals (tenant_id, seller_id, currency, customer_id, orders, spent_minor, revision)
        SELECT $1, 0, 'GBP', c.id, 1, 1 + c.id % 5000, nextval('analytics.revisions')
        FROM orders.customers c WHERE c.tenant_id = $1
        ON CONFLICT DO NOTHING
        """;

    public const string RowByKey = """
        SELECT revenue_minor FROM analytics.daily_figures
        WHERE tenant_id = $1 AND seller_id = 0 AND currency = 'GBP' AND day = current_date - 1
        """;
}
