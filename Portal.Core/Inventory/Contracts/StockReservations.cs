using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Inventory.Contracts;

/// <summary>Pieces of one product for one order.</summary>
public sealed record StockDemand(long OrderId, TenantId Tenant, long ProductId, int Quantity);

/// <summary>
/// Holds stock for orders and lets it go again, many orders at a time. Every method works in the
/// caller's open transaction and never commits. Stock rows are locked in order of id.
/// </summary>
public static class StockReservations
{
    /// <summary>
    /// Locks the stock of the products until the transaction ends and answers what may still be
    /// taken. A product without stock in its tenant is missing in the answer.
    /// </summary>
    public static async Task<Dictionary<long, int>> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(TenantId Tenant, long ProductId)> products,
        CancellationToken ct
    )
    {
        var available = new Dictionary<long, int>(products.Count);
        if (products.Count == 0)
        {
            return available;
        }

        await using var command = new NpgsqlCommand(StockSql.LockProducts, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(products.Select(p => p.Tenant.Value).ToArray()),
                SqlValue.Of(products.Select(p => p.ProductId).ToArray()),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            available.Add(reader.GetInt64(0), reader.GetInt32(1));
        }

        return available;
    }

    /// <summary>Holds what <see cref="LockAsync"/> found to be there; at most one demand per order and product.</summary>
    public static async Task HoldAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<StockDemand> demands,
        TimeSpan holdFor,
        CancellationToken ct
    )
    {
        if (demands.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(StockSql.Hold, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(demands.Select(d => d.OrderId).ToArray()),
                SqlValue.Of(demands.Select(d => d.Tenant.Value).ToArray()),
                SqlValue.Of(demands.Select(d => d.ProductId).ToArray()),
                SqlValue.Of(demands.Select(d => d.Quantity).ToArray()),
                SqlValue.Of(holdFor),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends the holds of orders: the pieces of sold ones leave the warehouse, the others are free again.</summary>
    public static async Task SettleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(long OrderId, bool IsSold)> ended,
        CancellationToken ct
    )
    {
        if (ended.Count == 0)
        {
            return;
        }

        var orders = ended.Select(e => e.OrderId).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(StockSql.LockHeld) { Parameters = { SqlValue.Of(orders) } },
                new(StockSql.Settle)
                {
                    Parameters =
                    {
                        SqlValue.Of(orders),
                        SqlValue.Of(ended.Select(e => e.IsSold).ToArray()),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }
}
