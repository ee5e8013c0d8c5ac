using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Books payouts of a run that are on their way as paid, each once, in the caller's transaction; the caller saves. After a
/// refusal the caller has to roll back.
/// </summary>
public sealed class BookPaidPayouts(PayoutBooks books, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>By the bank, which those through Stripe never reach. Answers how many it were.</summary>
    internal Task<Result<int>> HandleAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        PayoutRunId run,
        Currency currency,
        IReadOnlyCollection<PayoutId>? payouts,
        CancellationToken ct
    ) => BookAsync(db, transaction, run, currency, payouts, PayoutMethod.Bank, ct);

    /// <summary>By Stripe, out of what it holds. Answers how many it were.</summary>
    internal Task<Result<int>> ThroughStripeAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        PayoutRunId run,
        Currency currency,
        IReadOnlyCollection<PayoutId> payouts,
        CancellationToken ct
    ) => BookAsync(db, transaction, run, currency, payouts, PayoutMethod.Stripe, ct);

    private async Task<Result<int>> BookAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        PayoutRunId run,
        Currency currency,
        IReadOnlyCollection<PayoutId>? payouts,
        PayoutMethod method,
        CancellationToken ct
    )
    {
        var paid = await MarkAsync(transaction, run, payouts, method, ct);
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
                method is PayoutMethod.Stripe
                    ? $"Paid through Stripe, payout run {run.Value}."
                    : $"The bank has paid it, payout run {run.Value}.",
                PayoutBooks.Of(tenant.Id, AccountKind.PayoutClearing, currency),
                PayoutBooks.SourceOf(tenant.Id, method, currency),
                p.Minor
            )),
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        db.Append(new PayoutsConfirmed(run.Value, paid.Count, SnakeCase.Of(method)), clock);
        return paid.Count;
    }

    private async Task<List<(long Id, long Minor)>> MarkAsync(
        NpgsqlTransaction transaction,
        PayoutRunId run,
        IReadOnlyCollection<PayoutId>? payouts,
        PayoutMethod method,
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
                SqlValue.Of(SnakeCase.Of(method)),
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
