using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Books payouts of a run that are on their way as paid by the bank, each once, in the caller's transaction; the
/// caller saves. After a refusal the caller has to roll back.
/// </summary>
public sealed class BookPaidPayouts(PayoutBooks books, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Answers how many it were.</summary>
    internal async Task<Result<int>> HandleAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        PayoutRunId run,
        Currency currency,
        IReadOnlyCollection<PayoutId>? payouts,
        CancellationToken ct
    )
    {
        var paid = await MarkAsync(transaction, run, payouts, ct);
        if (paid.Count == 0)
        {
            return 0;
        }

        var booked = await books.BookAsync(
            transaction.Connection!,
            transaction,
            paid.ConvertAll(p => new PayoutMove(
                p.Id,
                PayoutBooks.Paid,
                $"The bank has paid it, payout run {run.Value}.",
                PayoutBooks.Of(tenant.Id, AccountKind.PayoutClearing, currency),
                PayoutBooks.Of(tenant.Id, AccountKind.Bank, currency),
                p.Minor
            )),
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        db.Append(new PayoutsConfirmed(run.Value, paid.Count), clock);
        return paid.Count;
    }

    private async Task<List<(long Id, long Minor)>> MarkAsync(
        NpgsqlTransaction transaction,
        PayoutRunId run,
        IReadOnlyCollection<PayoutId>? payouts,
        CancellationToken ct
    )
    {
        await using var mark = new NpgsqlCommand(
            PayoutsSql.MarkPaid,
            transaction.Connection,
            transaction
        )
        {
            Parameters =
            {
                SqlValue.Of(run.Value),
                SqlValue.OrNull(
                    payouts?.Select(p => p.Value).ToArray(),
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
