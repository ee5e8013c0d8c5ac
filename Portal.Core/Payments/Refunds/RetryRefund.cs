using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

public sealed record RetryRefundCommand(RefundId Id);

/// <summary>
/// Has a refund that failed or is unknown seen to by the next round, under its old key. Refuses without the
/// right, and one that is on its way or was sent. The order's history says who did it.
/// </summary>
public sealed class RetryRefund(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor
)
{
    public async Task<Result> HandleAsync(RetryRefundCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(PaymentsPermissions.SendRefunds, ct))
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var retry = new NpgsqlCommand(RefundsSql.Retry, connection)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(command.Id.Value) },
        };
        retry.Parameters.AddActor(actor);
        return await retry.ExecuteScalarAsync(ct) switch
        {
            null => RefundErrors.NotFound,
            false => RefundErrors.NothingToRetry,
            _ => Result.Ok,
        };
    }
}
