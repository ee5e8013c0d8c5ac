using Npgsql;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>A dispute that this worker asks its gateway about.</summary>
/// <param name="Attempt">Number of this time; what comes of it is written only while it is the last.</param>
/// <param name="Doubts">How often in a row the gateway did not say.</param>
public sealed record DueDispute(DisputeId Id, string Reference, int Attempt, int Doubts);

/// <summary>Takes disputes that were told of or are to be asked about; the claim is committed when it returns.</summary>
public sealed class ClaimDisputes(PortalConnections connections, CurrentTenant tenant)
{
    public const int BatchSize = 20;

    /// <summary>How long a worker may take to ask and to book; then another asks. More than Stripe may take to answer.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>One batch; empty when nothing is due or others have it in hand.</summary>
    public async Task<IReadOnlyList<DueDispute>> DueAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using (var note = new NpgsqlCommand(DisputesSql.NoteTold, connection))
        {
            note.Parameters.Add(SqlValue.Of(tenant.Id.Value));
            await note.ExecuteNonQueryAsync(ct);
        }

        await using var claim = new NpgsqlCommand(DisputesSql.Claim, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(BatchSize),
                SqlValue.Of(Lease),
            },
        };
        var due = new List<DueDispute>();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        await using var reader = await claim.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            due.Add(
                new DueDispute(
                    new DisputeId(reader.GetInt64(0)),
                    reader.GetString(1),
                    reader.GetInt32(2),
                    reader.GetInt32(3)
                )
            );
        }

        return due;
    }
}
