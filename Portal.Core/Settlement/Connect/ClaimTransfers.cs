using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>Takes payouts of approved runs that are to be sent or asked about; their tries are committed when it returns.</summary>
public sealed class ClaimTransfers(
    PortalConnections connections,
    CurrentTenant tenant,
    TransferOptions options
)
{
    /// <summary>One batch; empty when nothing is due or others have it in hand.</summary>
    public Task<List<DueTransfer>> DueAsync(CancellationToken ct) =>
        ReadAsync(
            TransfersSql.Claim,
            r => new DueTransfer(
                new PayoutId(r.GetInt64(0)),
                new PayoutRunId(r.GetInt64(1)),
                r.GetInt32(5),
                RequestOf(r, r.GetInt32(6)),
                r.GetBoolean(7)
            ),
            ct
        );

    /// <summary>Sent ones of which Stripe told something since.</summary>
    public Task<List<SentTransfer>> SentAsync(CancellationToken ct) =>
        ReadAsync(
            TransfersSql.ClaimSent,
            r => new SentTransfer(
                new PayoutId(r.GetInt64(0)),
                RequestOf(r, r.GetInt32(5)),
                r.GetFieldValue<DateTimeOffset>(6)
            ),
            ct
        );

    private async Task<List<T>> ReadAsync<T>(
        string text,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(text, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(options.BatchSize),
                SqlValue.Of(options.Lease),
            },
        };
        var rows = new List<T>();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        await using var reader = await claim.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private TransferRequest RequestOf(NpgsqlDataReader row, int refusals) =>
        new(
            PayoutTransfer.KeyOf(tenant.Id, row.GetInt64(0)),
            PayoutTransfer.GroupOf(row.GetInt64(1)),
            row.GetString(2),
            new Money(row.GetInt64(3), Currency.Of(row.GetString(4))),
            refusals
        );
}
