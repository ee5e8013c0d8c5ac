using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Payouts">Those of the run that the bank has paid; null for all that are on their way.</param>
public sealed record ConfirmPayoutsCommand(
    PayoutRunId Run,
    IReadOnlyCollection<PayoutId>? Payouts = null
);

/// <summary>
/// Books that the bank has paid payouts of a run, each once. Answers how many it were. Refuses without
/// the right, and when none of them is on its way.
/// </summary>
public sealed class ConfirmPayouts(
    IDbContextFactory<PortalDbContext> contexts,
    PayoutBooks books,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result<int>> HandleAsync(ConfirmPayoutsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db
            .PayoutRuns.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == command.Run, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var paid = await MarkAsync(connection, sql, command, ct);
        if (paid.Count == 0)
        {
            return PayoutErrors.NothingSent;
        }

        var booked = await books.BookAsync(
            connection,
            sql,
            paid.ConvertAll(p => new PayoutMove(
                p.Id,
                PayoutBooks.Paid,
                $"The bank has paid it, payout run {run.Id.Value}.",
                PayoutBooks.Of(tenant.Id, AccountKind.PayoutClearing, run.Currency),
                PayoutBooks.Of(tenant.Id, AccountKind.Bank, run.Currency),
                p.Minor
            )),
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        db.Append(new PayoutsConfirmed(run.Id.Value, paid.Count), clock);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return paid.Count;
    }

    private async Task<List<(long Id, long Minor)>> MarkAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        ConfirmPayoutsCommand command,
        CancellationToken ct
    )
    {
        await using var mark = new NpgsqlCommand(PayoutsSql.MarkPaid, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(command.Run.Value),
                SqlValue.OrNull(
                    command.Payouts?.Select(p => p.Value).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Bigint
                ),
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(clock.GetUtcNow()),
            },
        };
        var paid = new List<(long, long)>();
        await using var reader = await mark.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            paid.Add((reader.GetInt64(0), reader.GetInt64(1)));
        }

        return paid;
    }
}
