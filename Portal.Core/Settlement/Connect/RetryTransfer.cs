using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

public sealed record RetryTransferCommand(PayoutId Payout);

/// <summary>
/// Has a payout that Stripe refused for now, or that is unknown, seen to by the next round. Refuses without the right, and one
/// that is on its way or at an end. The run's history says who did it.
/// </summary>
public sealed class RetryTransfer(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(RetryTransferCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        if (await PutUpAsync(connection, sql, command.Payout, ct) is not var (run, waits))
        {
            return PayoutErrors.PayoutNotFound;
        }

        if (!waits)
        {
            return PayoutErrors.NothingToRetry;
        }

        db.Append(new PayoutRetried(run, command.Payout.Value), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    private async Task<(long Run, bool Waits)?> PutUpAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutId payout,
        CancellationToken ct
    )
    {
        await using var retry = new NpgsqlCommand(TransfersSql.Retry, connection, transaction)
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(payout.Value) },
        };
        await using var reader = await retry.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetBoolean(1)) : null;
    }
}
