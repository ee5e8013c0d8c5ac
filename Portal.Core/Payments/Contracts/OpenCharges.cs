using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Payments.Contracts;

/// <summary>
/// For gateways whose money moves in our own books: keeps a charge that is being made and the answer to it from
/// passing each other, however late the one who makes it is.
/// </summary>
public static class OpenCharges
{
    /// <summary>$1 tenant, $2 order, $3 key.</summary>
    private const string Lock = """
        SELECT status IN ('created', 'unknown') FROM payments.attempts
        WHERE tenant_id = $1 AND order_id = $2 AND key = $3 FOR NO KEY UPDATE
        """;

    /// <summary>Whether nobody has written down how the charge ended; nobody does before the transaction ends.</summary>
    public static async Task<bool> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ChargeRequest charge,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(Lock, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(charge.Tenant.Value),
                SqlValue.Of(charge.OrderId),
                SqlValue.Of(charge.Key),
            },
        };
        return await locking.ExecuteScalarAsync(ct) is true;
    }
}
