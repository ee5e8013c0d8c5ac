using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Refunds;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>How far the demo's refunds are, and the entries of those that were sent. Does nothing where it is done already.</summary>
internal sealed class DemoRefunds(
    PortalConnections connections,
    BookSentRefund book,
    TimeProvider clock
) : IDemoStep
{
    private static readonly string[] Reasons =
    [
        "Arrived broken",
        "Not as described",
        "Changed their mind within fourteen days",
        "One piece was missing",
        "Came after the promised day",
    ];

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(
            new NpgsqlCommand(DemoRefundsSql.Requests, connection, transaction)
            {
                Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(clock.GetUtcNow()) },
            },
            ct
        );
        await ExecuteAsync(
            new NpgsqlCommand(DemoRefundsSql.Grants, connection, transaction)
            {
                Parameters =
                {
                    SqlValue.Of(tenant.Id.Value),
                    SqlValue.Of(Reasons),
                    SqlValue.Of("Finance desk"),
                },
            },
            ct
        );
        foreach (var refund in await UnbookedAsync(connection, transaction, tenant, ct))
        {
            var booked = await book.HandleAsync(connection, transaction, refund, ct);
            if (booked.Failed)
            {
                throw new InvalidOperationException(
                    $"The demo's refunds cannot be booked: {booked.Error.Message}"
                );
            }
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<List<DueRefund>> UnbookedAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var found = new List<DueRefund>();
        await using var command = new NpgsqlCommand(
            DemoRefundsSql.Unbooked,
            connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Id.Value) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = new RefundId(reader.GetInt64(0));
            var amount = new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4)));
            found.Add(
                new DueRefund(
                    id,
                    1,
                    reader.GetString(5),
                    new RefundRequest(
                        tenant.Id,
                        reader.GetInt64(1),
                        $"refund-{id.Value}",
                        reader.GetString(2),
                        ChargeReference: null,
                        amount
                    ),
                    false
                )
            );
        }

        return found;
    }

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken ct)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
