using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>Takes refunds that are due at the gateways there are; their tries are committed when it returns.</summary>
public sealed class ClaimRefunds(
    PortalConnections connections,
    PaymentGateways gateways,
    CurrentTenant tenant,
    RefundOptions options
)
{
    /// <summary>One batch; empty when nothing is due or others have it in hand.</summary>
    public async Task<IReadOnlyList<DueRefund>> DueAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(RefundsSql.Claim, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(gateways.Names.ToArray()),
                SqlValue.Of(options.BatchSize),
                SqlValue.Of(options.Lease),
            },
        };
        var due = new List<DueRefund>();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        await using var reader = await claim.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            due.Add(
                new DueRefund(
                    new RefundId(reader.GetInt64(0)),
                    reader.GetInt32(2),
                    reader.GetString(8),
                    new RefundRequest(
                        tenant.Id,
                        reader.GetInt64(1),
                        reader.GetString(3),
                        reader.GetString(4),
                        reader.IsDBNull(9) ? null : reader.GetString(9),
                        new Money(reader.GetInt64(5), Currency.Of(reader.GetString(6))),
                        reader.GetInt32(10)
                    ),
                    reader.GetBoolean(7),
                    reader.GetInt32(11)
                )
            );
        }

        return due;
    }
}
