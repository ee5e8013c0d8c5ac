using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>
/// Notes the disputes of the gateway's list that no message told of, for whoever follows them. The list is of all tenants, so this
/// is the platform's. Does nothing where no such gateway is configured. Refuses without the right on the platform.
/// </summary>
public sealed class SweepDisputes(
    PortalConnections connections,
    IEnumerable<IDisputeGateway> gateways,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>A gateway repeats a message for three days; what it could not tell by then is found here.</summary>
    private static readonly TimeSpan LookBack = TimeSpan.FromDays(30);

    /// <summary>Answers how many are new, or whose charge is known by now.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayOnPlatformAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (gateways.FirstOrDefault() is not { } gateway)
        {
            return 0;
        }

        var listed = await gateway.ListDisputesAsync(clock.GetUtcNow() - LookBack, ct);
        if (listed.Failed)
        {
            return listed.Error;
        }

        var all = listed.Value.DistinctBy(d => d.Reference, StringComparer.Ordinal).ToList();
        await using var connection = await connections.OpenAsync(ct);
        await using var note = new NpgsqlCommand(DisputesSql.NoteListed, connection)
        {
            Parameters =
            {
                SqlValue.Of(all.Select(d => d.Reference).ToArray()),
                SqlValue.Texts(all.Select(d => d.Charges.ElementAtOrDefault(0))),
                SqlValue.Texts(all.Select(d => d.Charges.ElementAtOrDefault(1))),
            },
        };
        return await note.ExecuteNonQueryAsync(ct);
    }
}
