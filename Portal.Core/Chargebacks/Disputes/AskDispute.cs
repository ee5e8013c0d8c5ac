using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

public sealed record AskDisputeCommand(DisputeId Dispute);

/// <summary>
/// Has the gateway asked about a dispute in the next round, when what stood in its way is gone. Safe to repeat. Refuses without the
/// right.
/// </summary>
public sealed class AskDispute(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(AskDisputeCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var ask = new NpgsqlCommand(DisputesSql.AskNow, connection)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(command.Dispute.Value) },
        };
        return await ask.ExecuteNonQueryAsync(ct) == 0 ? DisputeErrors.NotFound : Result.Ok;
    }
}
