using Portal.Core.Kernel;

namespace Portal.Core.Analytics;

/// <summary>
/// Counts all orders without looking at all of them: what has ended comes from the rollups, what
/// waits, was refunded or was placed today from short ranges of the orders' indexes.
/// </summary>
public sealed class OrderStatisticsQueries(FigureAccess access, TimeProvider clock)
{
    // Common parameters as in FigureSql: $1 tenant, $2 shops (0 alone is the whole tenant), $3 currency.
    // The shops are few per order, so asking for each order of a short range is cheap.
    private const string IsVisible = """
        ($2 = ARRAY[0]::bigint[] OR EXISTS (SELECT FROM orders.part_facts p
            WHERE p.tenant_id = o.tenant_id AND p.order_id = o.order_id AND p.seller_id = ANY ($2)))
        """;

    /// <summary>Orders that completed or failed so far, and what the completed brought in the tenant's currency.</summary>
    private const string Ended = """
        SELECT coalesce(sum(paid_orders), 0)::bigint, coalesce(sum(failed), 0)::bigint,
            coalesce(sum(revenue_minor) FILTER (WHERE currency = $3), 0)::bigint,
            coalesce(sum(paid_orders) FILTER (WHERE day = $4), 0)::bigint,
            coalesce(sum(revenue_minor) FILTER (WHERE day = $4 AND currency = $3), 0)::bigint
        FROM analytics.daily_figures WHERE tenant_id = $1 AND seller_id = ANY ($2)
        """;

    private const string Few = $"""
        SELECT o.status, count(*) FROM orders.order_facts o
        WHERE o.tenant_id = $1 AND $3::text IS NOT NULL AND o.status IN ('pending', 'paying', 'cancelled', 'refunded')
            AND {IsVisible}
        GROUP BY o.status
        """;

    private const string Placed = $"""
        SELECT count(*), count(*) FILTER (WHERE o.status = 'failed') FROM orders.order_facts o
        WHERE o.tenant_id = $1 AND $3::text IS NOT NULL AND o.placed_at >= $4 AND {IsVisible}
        """;

    /// <summary>Refused without the right to see figures.</summary>
    public async Task<Result<Fresh<OrderStatistics>>> ReadAsync(CancellationToken ct)
    {
        var found = await access.ScopeAsync(ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var (scope, now) = (found.Value, clock.GetUtcNow());
        var today = scope.Tenant.DayOf(now);
        var start = scope.Tenant.StartOf(today);
        var isOne = scope.Single is not null;
        var ended = (
            await access.ReadAsync(
                scope,
                isOne ? Ended : SeveralShopsSql.Statistics,
                r => new EndedOrders(
                    r.GetInt64(0),
                    r.GetInt64(1),
                    r.GetInt64(2),
                    r.GetInt64(3),
                    r.GetInt64(4)
                ),
                ct,
                isOne ? today : start
            )
        )[0];
        var counts = (
            await access.ReadAsync(
                scope,
                Few,
                r => (Status: r.GetString(0), Orders: r.GetInt64(1)),
                ct
            )
        ).ToDictionary(r => r.Status, r => r.Orders, StringComparer.Ordinal);
        var (placed, failed) = (
            await access.ReadAsync(scope, Placed, r => (r.GetInt64(0), r.GetInt64(1)), ct, start)
        )[0];
        return new Fresh<OrderStatistics>(
            new OrderStatistics(
                new StatusCounts(
                    counts.GetValueOrDefault("pending"),
                    counts.GetValueOrDefault("paying"),
                    Math.Max(0, ended.Paid - counts.GetValueOrDefault("refunded")),
                    ended.Failed,
                    counts.GetValueOrDefault("cancelled"),
                    counts.GetValueOrDefault("refunded")
                ),
                new Money(ended.RevenueMinor, scope.Currency),
                new OrdersOfDay(
                    today,
                    placed,
                    ended.PaidToday,
                    failed,
                    new Money(ended.RevenueTodayMinor, scope.Currency)
                )
            ),
            now,
            FiguresSource.PostgreSql
        );
    }

    private sealed record EndedOrders(
        long Paid,
        long Failed,
        long RevenueMinor,
        long PaidToday,
        long RevenueTodayMinor
    );
}
