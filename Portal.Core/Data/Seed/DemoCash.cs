using System.Text.Json;
using Npgsql;
using Portal.Core.Orders.Checkout;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// Some of the demo's orders were paid on delivery, and some of today's are to be. Does nothing where there is any.
/// </summary>
internal sealed class DemoCash(PortalConnections connections) : IDemoStep
{
    private const int Paid = 34;
    private const int Waiting = 9;

    /// <summary>$1 tenant, $2 at most. What was refunded stays with its gateway, which has it on its statements.</summary>
    private const string Receive = $"""
        WITH paid AS (
            UPDATE payments.attempts a SET gateway = '{CashReceiptsSql.Gateway}', gateway_reference = 'cash-' || a.key
            FROM (SELECT id, row_number() OVER (ORDER BY placed_at DESC) AS place FROM orders.orders
                WHERE tenant_id = $1 AND status = 'completed' AND refunded_minor = 0
                    AND placed_at < now() - interval '2 days' ORDER BY placed_at DESC LIMIT 12 * $2) o
            WHERE a.order_id = o.id AND o.place % 12 = 7 AND a.status = 'captured' AND a.gateway = 'simulated'
                AND NOT EXISTS (SELECT FROM payments.attempts c WHERE c.tenant_id = $1 AND c.gateway = '{CashReceiptsSql.Gateway}')
            RETURNING a.*
        )
        INSERT INTO payments.cash_receipts (order_id, attempt, tenant_id, outcome, amount_minor, currency, reason,
            recorded_by, recorded_at)
        SELECT order_id, attempt, tenant_id, 'received', amount_minor, currency, 'Evening round', 'Courier desk', answered_at
        FROM paid
        """;

    /// <summary>
    /// Orders that came in just now, but the last, and their buyers. $1 tenant, $2 at most. None where some chose it already.
    /// </summary>
    private const string Fresh = $"""
        SELECT o.id, c.name, c.email FROM orders.orders o JOIN orders.customers c ON c.id = o.customer_id
        WHERE o.tenant_id = $1 AND o.status = 'pending' AND c.email IS NOT NULL
            AND o.id <> (SELECT max(id) FROM orders.orders)
            AND NOT EXISTS (SELECT FROM orders.order_checkouts k WHERE k.tenant_id = $1 AND k.payment_gateway = '{CashReceiptsSql.Gateway}')
        ORDER BY o.id LIMIT $2
        """;

    private const string Choose = $"""
        INSERT INTO orders.order_checkouts (order_id, tenant_id, address, delivery_code, delivery_name, payment_code,
            payment_name, tax_basis_points, payment_gateway)
        VALUES ($2, $1, $3::jsonb, 'standard', 'Standard delivery', 'cash', 'Cash on delivery', 0, '{CashReceiptsSql.Gateway}')
        """;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(Receive, SqlValue.Of(Paid));
        foreach (var (order, address) in await FreshAsync(connection, transaction, tenant, ct))
        {
            await ExecuteAsync(
                Choose,
                SqlValue.Of(order),
                SqlValue.Of(JsonSerializer.Serialize(address))
            );
        }

        await transaction.CommitAsync(ct);

        async Task ExecuteAsync(string sql, params NpgsqlParameter[] more)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction)
            {
                Parameters = { SqlValue.Of(tenant.Id.Value) },
            };
            command.Parameters.AddRange(more);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<List<(long Order, DeliveryAddress Address)>> FreshAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var (city, postalCode, country) = tenant.Currency.Code is "EUR"
            ? ("Leipzig", "04109", "DE")
            : ("Bristol", "BS1 4DJ", "GB");
        var fresh = new List<(long, DeliveryAddress)>();
        await using var command = new NpgsqlCommand(Fresh, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(Waiting) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            fresh.Add(
                (
                    reader.GetInt64(0),
                    new DeliveryAddress(
                        reader.GetString(1),
                        reader.GetString(2),
                        $"{3 + fresh.Count * 4} Harbour Street",
                        null,
                        postalCode,
                        city,
                        country
                    )
                )
            );
        }

        return fresh;
    }
}
