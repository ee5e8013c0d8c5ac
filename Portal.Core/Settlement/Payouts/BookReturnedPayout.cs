using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// Books a payout that came back, or that Stripe did not take, once, in the caller's transaction; the caller saves. It locks sales before
/// balances, so a caller must not have booked before in its transaction. After a refusal the caller has to roll back.
/// </summary>
public sealed class BookReturnedPayout(PayoutBooks books, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Refuses a payout that never left or has come back already.</summary>
    internal async Task<Result> HandleAsync(
        PortalDbContext db,
        NpgsqlTransaction transaction,
        PayoutId id,
        string reason,
        CancellationToken ct
    )
    {
        if (await LockAsync(transaction, id, ct) is not { } payout)
        {
            return PayoutErrors.PayoutNotFound;
        }

        if (payout.Status is not (PayoutStatus.Sent or PayoutStatus.Paid))
        {
            return PayoutErrors.NotReturnable;
        }

        await MarkAsync(transaction, id, reason, ct);
        var booked = await books.BookAsync(
            transaction.Connection!,
            transaction,
            [
                new PayoutMove(
                    id.Value,
                    PayoutBooks.Returned,
                    payout.Method is PayoutMethod.Stripe
                        ? $"Given back by Stripe: {reason}"
                        : $"Given back by the bank: {reason}",
                    payout.Status is PayoutStatus.Paid
                        ? PayoutBooks.SourceOf(tenant.Id, payout.Method, payout.Amount.Currency)
                        : PayoutBooks.Of(
                            tenant.Id,
                            AccountKind.PayoutClearing,
                            payout.Amount.Currency
                        ),
                    PayoutBooks.Of(tenant.Id, payout.Seller, payout.Amount.Currency),
                    payout.Amount.Minor
                ),
            ],
            ct
        );
        if (booked.Failed)
        {
            return booked;
        }

        await PauseAsync(db, payout, reason, ct);
        db.Append(
            new PayoutReturned(payout.Run.Value, id.Value, payout.Seller.Value, reason),
            clock
        );
        return Result.Ok;
    }

    /// <summary>A shop that has named another account since is not to blame.</summary>
    private static async Task PauseAsync(
        PortalDbContext db,
        SentPayout payout,
        string reason,
        CancellationToken ct
    )
    {
        var account = await db.PayoutAccounts.SingleOrDefaultAsync(
            a =>
                a.SellerId == payout.Seller
                && a.Currency == payout.Amount.Currency
                && a.Method == payout.Method
                && (a.Method == PayoutMethod.Stripe || a.Iban == payout.Iban),
            ct
        );
        account?.PauseAfterReturn(reason);
    }

    private async Task<SentPayout?> LockAsync(
        NpgsqlTransaction transaction,
        PayoutId payout,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(
            PayoutsSql.Lock,
            transaction.Connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(payout.Value), SqlValue.Of(tenant.Id.Value) },
        };
        await using var reader = await locking.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new SentPayout(
                new PayoutRunId(reader.GetInt64(0)),
                new SellerId(reader.GetInt64(1)),
                new Money(reader.GetInt64(3), Currency.Of(reader.GetString(2))),
                SnakeCase.ToEnum<PayoutStatus>(reader.GetString(4)),
                reader.GetString(5),
                SnakeCase.ToEnum<PayoutMethod>(reader.GetString(6))
            )
            : null;
    }

    private async Task MarkAsync(
        NpgsqlTransaction transaction,
        PayoutId payout,
        string reason,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new(PayoutsSql.MarkReturned)
                {
                    Parameters =
                    {
                        SqlValue.Of(payout.Value),
                        SqlValue.Of(reason),
                        SqlValue.Of(clock.GetUtcNow()),
                    },
                },
                new(PayoutsSql.LetGoSales) { Parameters = { SqlValue.Of(new[] { payout.Value }) } },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private sealed record SentPayout(
        PayoutRunId Run,
        SellerId Seller,
        Money Amount,
        PayoutStatus Status,
        string Iban,
        PayoutMethod Method
    );
}
