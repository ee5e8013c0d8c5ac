using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Inventory.Contracts;

/// <summary>Pieces of one product for one order.</summary>
public sealed record StockDemand(long OrderId, TenantId Tenant, long ProductId, int Quantity);

/// <summary>
/// Holds stock for orders and lets it go again, many orders at a time. Every method works in the
/// caller's open transaction and never commits. Stock rows are locked in order of id and late: what
/// a caller does after <see cref="TryHoldAsync"/> or <see cref="SettleAsync"/>, other batches wait for.
/// </summary>
public static class StockReservations
{
    /// <summary>
    /// What may still be taken of the products. A product without stock in its tenant is missing in
    /// the answer.
    /// </summary>
    /// <param name="connection">The caller's.</param>
    /// <param name="transaction">The caller's.</param>
    /// <param name="products">Each once.</param>
    /// <param name="isLocked">Others wait until the transaction ends; otherwise they may take it first.</param>
    /// <param name="ct">Stops reading.</param>
    public static async Task<Dictionary<long, int>> AvailableAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(TenantId Tenant, long ProductId)> products,
        bool isLocked,
        CancellationToken ct
    )
    {
        var available = new Dictionary<long, int>(products.Count);
        if (products.Count == 0)
        {
            return available;
        }

        if (isLocked)
        {
            await using var queue = new NpgsqlCommand(StockSql.Queue, connection, transaction)
            {
                Parameters = { SqlValue.Of(products.Select(p => p.Tenant.Value).ToArray()) },
            };
            await queue.ExecuteNonQueryAsync(ct);
        }

        await using var command = new NpgsqlCommand(
            isLocked ? StockSql.AvailableAndLocked : StockSql.Available,
            connection,
            transaction
        )
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

    /// <summary>
    /// Holds pieces for orders, at most one demand per order and product. False when there are too
    /// few of a product by now; then the caller has to roll back.
    /// </summary>
    public static async Task<bool> TryHoldAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<StockDemand> demands,
        TimeSpan holdFor,
        CancellationToken ct
    )
    {
        if (demands.Count == 0)
        {
            return true;
        }

        var totals = demands
            .GroupBy(d => d.ProductId)
            .Select(g => (ProductId: g.Key, Quantity: g.Sum(d => d.Quantity)))
            .ToList();
        var products = totals.Select(t => t.ProductId).ToArray();
        var reserve = new NpgsqlBatchCommand(StockSql.Reserve)
        {
            Parameters =
            {
                SqlValue.Of(products),
                SqlValue.Of(totals.Select(t => t.Quantity).ToArray()),
            },
        };
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(StockSql.AddHolds)
                {
                    Parameters =
                    {
                        SqlValue.Of(demands.Select(d => d.OrderId).ToArray()),
                        SqlValue.Of(demands.Select(d => d.Tenant.Value).ToArray()),
                        SqlValue.Of(demands.Select(d => d.ProductId).ToArray()),
                        SqlValue.Of(demands.Select(d => d.Quantity).ToArray()),
                        SqlValue.Of(holdFor),
                    },
                },
                new(StockSql.Queue)
                {
                    Parameters = { SqlValue.Of(demands.Select(d => d.Tenant.Value).ToArray()) },
                },
                new(StockSql.Lock) { Parameters = { SqlValue.Of(products) } },
                reserve,
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
        return reserve.Rows == (ulong)products.Length;
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

        var (products, held, sold, tenants) = await EndHoldsAsync(
            connection,
            transaction,
            ended,
            ct
        );
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new(StockSql.Queue) { Parameters = { SqlValue.Of(tenants) } },
                new(StockSql.Lock) { Parameters = { SqlValue.Of(products) } },
                new(StockSql.Settle)
                {
                    Parameters = { SqlValue.Of(products), SqlValue.Of(held), SqlValue.Of(sold) },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static async Task<(
        long[] Products,
        int[] Held,
        int[] Sold,
        long[] Tenants
    )> EndHoldsAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(long OrderId, bool IsSold)> ended,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(StockSql.EndHolds, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(ended.Select(e => e.OrderId).ToArray()),
                SqlValue.Of(ended.Select(e => e.IsSold).ToArray()),
            },
        };
        var (products, tenants) = (new List<long>(), new List<long>());
        var (held, sold) = (new List<int>(), new List<int>());
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            products.Add(reader.GetInt64(0));
            held.Add(reader.GetInt32(1));
            sold.Add(reader.GetInt32(2));
            tenants.Add(reader.GetInt64(3));
        }

        return ([.. products], [.. held], [.. sold], [.. tenants]);
    }
}
