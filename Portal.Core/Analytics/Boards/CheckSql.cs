namespace Portal.Core.Analytics.Boards;

/// <summary>Rollup rows of one tenant as Redis must have them, in the order of their keys.</summary>
internal static class CheckSql
{
    /// <summary>
    /// $1 tenant, $2 nothing above this revision, $3 first day in Redis. Products of every shop also
    /// stand on the tenant's board.
    /// </summary>
    public const string Boards = """
        SELECT 'customers', seller_id, currency, day, customer_id, spent_minor
        FROM analytics.daily_customers WHERE tenant_id = $1 AND revision <= $2 AND day >= $3 AND orders > 0
        UNION ALL
        SELECT 'customers', seller_id, currency, NULL, customer_id, spent_minor
        FROM analytics.customer_totals WHERE tenant_id = $1 AND revision <= $2 AND orders > 0
        UNION ALL
        SELECT 'products', s.id, currency, day, product_id, quantity
        FROM analytics.daily_products CROSS JOIN LATERAL (VALUES (0::bigint), (seller_id)) s (id)
        WHERE tenant_id = $1 AND revision <= $2 AND day >= $3 AND orders > 0
        UNION ALL
        SELECT 'products', s.id, currency, NULL, product_id, quantity
        FROM analytics.product_totals CROSS JOIN LATERAL (VALUES (0::bigint), (seller_id)) s (id)
        WHERE tenant_id = $1 AND revision <= $2 AND orders > 0
        """;

    /// <summary>As <see cref="Boards"/>, the minutes; $3 is the first of them.</summary>
    public const string Minutes = """
        SELECT seller_id, currency, (extract(epoch FROM minute) / 60)::bigint, revenue_minor, completed, failed
        FROM analytics.minute_figures WHERE tenant_id = $1 AND revision <= $2 AND minute >= $3
        """;

    /// <summary>As <see cref="Boards"/>, the KPIs of days.</summary>
    public const string Days = """
        SELECT seller_id, currency, day, revenue_minor, paid_orders, customers, completed, failed, refunds, refund_minor
        FROM analytics.daily_figures WHERE tenant_id = $1 AND revision <= $2 AND day >= $3
        """;
}
