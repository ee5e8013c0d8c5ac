using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>Books what the demo's gateway captured, at the time it did. Does nothing where it is booked already.</summary>
internal sealed class DemoBooks(PortalConnections connections) : IDemoStep
{
    /// <summary>Charges of the same four hours, booked at once when the last of them was captured.</summary>
    private const string Captured = """
        SELECT a.order_id, a.attempt, a.amount_minor, a.currency, a.gateway,
            max(a.answered_at) OVER (PARTITION BY date_bin('4 hours', a.answered_at, 'epoch')) AS at
        FROM payments.attempts a
        WHERE a.tenant_id = $1 AND a.status = 'captured' AND NOT EXISTS (SELECT FROM ledger.entry_keys k
            WHERE k.tenant_id = a.tenant_id AND k.key = 'capture-' || a.key)
        ORDER BY at, a.order_id
        """;

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var batch in await ReadAsync(connection, transaction, tenant, ct))
        {
            var clock = new StoppedClock(batch.Key);
            var booked = await new BookCaptures(
                new OpenAccounts(clock),
                new PostEntries(clock)
            ).HandleAsync(connection, transaction, [.. batch.Select(c => c.Charge)], ct);
            if (booked.Failed)
            {
                throw new InvalidOperationException(
                    $"The demo's payments cannot be booked: {booked.Error.Message}"
                );
            }
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<List<IGrouping<DateTimeOffset, Capture>>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var found = new List<Capture>();
        await using var command = new NpgsqlCommand(Captured, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var amount = new Money(reader.GetInt64(2), Currency.Of(reader.GetString(3)));
            found.Add(
                new Capture(
                    new AttemptStart(
                        tenant.Id,
                        reader.GetInt64(0),
                        reader.GetInt32(1),
                        amount,
                        reader.GetString(4)
                    ),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }

        return [.. found.GroupBy(c => c.At)];
    }

    private sealed record Capture(AttemptStart Charge, DateTimeOffset At);
}
