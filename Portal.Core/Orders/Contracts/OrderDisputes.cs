using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Orders.Contracts;

/// <summary>
/// Notes what buyers' banks have taken back of an order and is not decided yet, so that nobody gives it back a second time.
/// Works in the caller's transaction, which has locked the order.
/// </summary>
public static class OrderDisputes
{
    /// <summary>$1 order, $2 amount, below zero when it is decided.</summary>
    private const string Add =
        "UPDATE orders.orders SET disputed_minor = disputed_minor + $2 WHERE id = $1";

    public static Task OpenAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        Money amount,
        CancellationToken ct
    ) => AddAsync(transaction, order, amount.Minor, ct);

    public static Task EndAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        Money amount,
        CancellationToken ct
    ) => AddAsync(transaction, order, -amount.Minor, ct);

    private static async Task AddAsync(
        NpgsqlTransaction transaction,
        OrderId order,
        long minor,
        CancellationToken ct
    )
    {
        await using var add = new NpgsqlCommand(Add, transaction.Connection, transaction)
        {
            Parameters = { SqlValue.Of(order.Value), SqlValue.Of(minor) },
        };
        await add.ExecuteNonQueryAsync(ct);
    }
}
