using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

public sealed record RetryEvidenceCommand(ChargebackId Chargeback);

/// <summary>
/// Has evidence that the gateway refused sent again in the next round, or asks at once about one that is unknown. Refuses without
/// the right, and where there is none to be sent. The order's history says who did it.
/// </summary>
public sealed class RetryEvidence(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(RetryEvidenceCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var chargeback = await db
            .Chargebacks.AsNoTracking()
            .SingleOrDefaultAsync(c => c.Id == command.Chargeback, ct);
        if (chargeback is null)
        {
            return ChargebackErrors.NotFound;
        }

        await using var retry = new NpgsqlCommand(EvidenceSendingSql.Retry, connection, sql)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(command.Chargeback.Value) },
        };
        if (await retry.ExecuteNonQueryAsync(ct) == 0)
        {
            return DisputeErrors.NothingToSend;
        }

        db.Append(
            ChargebackEvidenceMoved.Of(chargeback, SnakeCase.Of(EvidenceStatus.Waiting), null),
            clock
        );
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
