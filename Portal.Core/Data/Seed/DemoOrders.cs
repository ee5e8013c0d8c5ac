using Npgsql;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// Products, stock, customers and ninety days of orders with their events, so that every chart and
/// board has something to say on the first visit. Does nothing in a tenant that has demo orders.
/// </summary>
internal sealed class DemoOrders(PortalConnections connections, TimeProvider clock) : IDemoStep
{
    /// <summary>Orders of an ordinary day in the middle of the ninety, per tenant.</summary>
    private const int HarbourPerDay = 64;

    private const int LindenPerDay = 31;

    private const int Pending = 45;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await HasOrdersAsync(connection, tenant, ct))
        {
            return;
        }

        var (id, now) = (tenant.Id.Value, clock.GetUtcNow());
        var (currency, prefix) = (tenant.Currency.Code, tenant.Slug[..1].ToUpperInvariant() + "-");
        var perDay = tenant.Slug == DemoTenants.Harbour ? HarbourPerDay : LindenPerDay;
        var products = DemoCatalog.Products;
        await ExecuteAsync(
            connection,
            DemoOrdersSql.Products,
            ct,
            id,
            products.Select(p => p.Shop).ToArray(),
            products.Select(p => p.Name).ToArray(),
            products.Select(p => p.PriceMinor).ToArray(),
            currency,
            now
        );
        await ExecuteAsync(
            connection,
            DemoOrdersSql.Customers,
            ct,
            id,
            DemoCatalog.FirstNames,
            DemoCatalog.LastNames,
            now
        );
        await ExecuteAsync(connection, DemoOrdersSql.CreateStage, ct);
        await ExecuteAsync(
            connection,
            DemoOrdersSql.Plan,
            ct,
            id,
            tenant.Zone.Id,
            perDay,
            now,
            prefix
        );
        await ExecuteAsync(connection, DemoOrdersSql.PlanPending, ct, id, now, prefix, Pending);
        await ExecuteAsync(connection, DemoOrdersSql.PlanLines, ct, id);
        foreach (var sql in DemoOrdersSql.Orders)
        {
            await ExecuteAsync(connection, sql, ct, id, currency, now);
        }

        foreach (var sql in DemoOrdersSql.Stock)
        {
            await ExecuteAsync(connection, sql, ct, id, now);
        }

        await ExecuteAsync(connection, DemoOrdersSql.Events, ct, id, currency);
        await transaction.CommitAsync(ct);
    }

    private static async Task<bool> HasOrdersAsync(
        NpgsqlConnection connection,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM orders.orders WHERE tenant_id = $1 AND channel = 'demo')",
            connection
        )
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = tenant.Id.Value } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(
        NpgsqlConnection connection,
        string sql,
        CancellationToken ct,
        params object[] values
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        command.Parameters.AddRange(
            values.Select(v => new NpgsqlParameter { Value = v }).ToArray()
        );
        await command.ExecuteNonQueryAsync(ct);
    }
}
