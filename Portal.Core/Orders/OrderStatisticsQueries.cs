using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders;

/// <summary>Counts orders, exactly and at this moment; one pass over what the reader may see.</summary>
public sealed class OrderStatisticsQueries(
    PortalConnections connections,
    CurrentUser user,
    TenantReader tenants,
    TimeProvider clock
)
{
    private const string WholeTenant = """
        SELECT o.status, o.currency, o.placed_at, o.total_minor FROM orders.orders o WHERE o.tenant_id = $1
        """;

    private const string Shops = """
        SELECT o.status, o.currency, o.placed_at, sum(p.total_minor)::bigint AS total_minor
        FROM orders.seller_parts p JOIN orders.orders o ON o.id = p.order_id
        WHERE p.seller_id = ANY ($4) AND o.tenant_id = $1 GROUP BY o.id
        """;

    // $1 tenant, $2 its currency, $3 when its day began, $4 shops or null.
    private static string Count(string visible) =>
        $"""
            SELECT status, count(*), coalesce(sum(total_minor) FILTER (WHERE currency = $2), 0)::bigint,
                   count(*) FILTER (WHERE placed_at >= $3),
                   coalesce(sum(total_minor) FILTER (WHERE placed_at >= $3 AND currency = $2), 0)::bigint
            FROM ({visible}) visible GROUP BY status
            """;

    /// <summary>Refused without the right to read orders.</summary>
    public async Task<Result<OrderStatistics>> ReadAsync(CancellationToken ct)
    {
        var scope = await user.ScopeAsync(OrderPermissions.Read, ct);
        if (scope.IsDenied)
        {
            return Error.Forbidden;
        }

        var tenant = await tenants.CurrentAsync(ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        var rows = await CountAsync(tenant, today, scope, ct);
        var done = rows.Where(r => r.Status is OrderStatus.Completed or OrderStatus.Refunded);
        return new OrderStatistics(
            Enum.GetValues<OrderStatus>()
                .ToDictionary(s => s, s => rows.Where(r => r.Status == s).Sum(r => r.Orders)),
            new Money(done.Sum(r => r.Minor), tenant.Currency),
            new OrdersOfDay(
                today,
                rows.Sum(r => r.OrdersToday),
                done.Sum(r => r.OrdersToday),
                rows.Where(r => r.Status is OrderStatus.Failed).Sum(r => r.OrdersToday),
                new Money(done.Sum(r => r.MinorToday), tenant.Currency)
            )
        );
    }

    private async Task<List<StatusCount>> CountAsync(
        TenantSnapshot tenant,
        DateOnly today,
        AccessScope scope,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(
            Count(scope.IsWholeTenant ? WholeTenant : Shops),
            connection
        )
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(tenant.Currency.Code),
                SqlValue.Of(tenant.StartOf(today)),
            },
        };
        if (scope.SellerIdsOrNull is { } sellers)
        {
            command.Parameters.Add(SqlValue.Of(sellers));
        }

        var rows = new List<StatusCount>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(
                new StatusCount(
                    SnakeCase.ToEnum<OrderStatus>(reader.GetString(0)),
                    reader.GetInt64(1),
                    reader.GetInt64(2),
                    reader.GetInt64(3),
                    reader.GetInt64(4)
                )
            );
        }

        return rows;
    }

    private sealed record StatusCount(
        OrderStatus Status,
        long Orders,
        long Minor,
        long OrdersToday,
        long MinorToday
    );
}
