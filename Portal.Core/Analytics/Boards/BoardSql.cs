namespace Portal.Core.Analytics.Boards;

/// <summary>What Redis is told of the rollups. Reads only.</summary>
internal static class BoardSql
{
    /// <summary>$1 tenant. Revisions are taken under the consumer's lock, so all up to this one are committed.</summary>
    public const string HighestRevision = """
        SELECT greatest(
            (SELECT max(revision) FROM analytics.daily_figures WHERE tenant_id = $1),
            (SELECT max(revision) FROM analytics.daily_customers WHERE tenant_id = $1),
            (SELECT max(revision) FROM analytics.customer_totals WHERE tenant_id = $1),
            (SELECT max(revision) FROM analytics.daily_products WHERE tenant_id = $1),
            (SELECT max(revision) FROM analytics.product_totals WHERE tenant_id = $1),
            (SELECT max(revision) FROM analytics.minute_figures WHERE tenant_id = $1),
            0)
        """;

    /// <summary>
    /// Rows of tenant $1 with a revision above $2 and up to $3, of days from $4: kind, shop, currency,
    /// day, member or minute, then the values. Products are ranked by quantity.
    /// </summary>
    public const string Changed = """
        SELECT 'day', seller_id, currency, day, NULL::bigint, revenue_minor, paid_orders, customers, completed,
            failed, refunds, refund_minor
        FROM analytics.daily_figures WHERE tenant_id = $1 AND revision > $2 AND revision <= $3 AND day >= $4
        UNION ALL
        SELECT 'customers', seller_id, currency, day, customer_id, spent_minor, orders, 0, 0, 0, 0, 0
        FROM analytics.daily_customers WHERE tenant_id = $1 AND revision > $2 AND revision <= $3 AND day >= $4
        UNION ALL
        SELECT 'customers', seller_id, currency, NULL, customer_id, spent_minor, orders, 0, 0, 0, 0, 0
        FROM analytics.customer_totals WHERE tenant_id = $1 AND revision > $2 AND revision <= $3
        UNION ALL
        SELECT 'products', seller_id, currency, day, product_id, quantity, orders, 0, 0, 0, 0, 0
        FROM analytics.daily_products WHERE tenant_id = $1 AND revision > $2 AND revision <= $3 AND day >= $4
        UNION ALL
        SELECT 'products', seller_id, currency, NULL, product_id, quantity, orders, 0, 0, 0, 0, 0
        FROM analytics.product_totals WHERE tenant_id = $1 AND revision > $2 AND revision <= $3
        UNION ALL
        SELECT 'minute', seller_id, currency, NULL, (extract(epoch FROM minute) / 60)::bigint, revenue_minor,
            completed, failed, 0, 0, 0, 0
        FROM analytics.minute_figures
        WHERE tenant_id = $1 AND revision > $2 AND revision <= $3 AND minute > now() - interval '2 hours'
        """;
}
