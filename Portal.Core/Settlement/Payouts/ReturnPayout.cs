using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Reason">What the bank said.</param>
public sealed record ReturnPayoutCommand(
    PayoutId Payout,
    [property: Required, StringLength(200, MinimumLength = 3)] string Reason
);

/// <summary>
/// Books that the bank gave a payout back: the money is in the shop's balance again, its sales wait for
/// the next run, and nothing is paid to that bank account until somebody looked at it. Refuses without
/// the right, and a payout that did not go to the bank or has come back already.
/// </summary>
public sealed class ReturnPayout(
    IDbContextFactory<PortalDbContext> contexts,
    PayoutBooks books,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(ReturnPayoutCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        if (await LockAsync(connection, sql, command.Payout, ct) is not { } payout)
        {
            return PayoutErrors.PayoutNotFound;
        }

        if (payout.Status is not (PayoutStatus.Sent or PayoutStatus.Paid))
        {
            return PayoutErrors.NotReturnable;
        }

        var reason = command.Reason.Trim();
        await MarkAsync(connection, sql, command.Payout, reason, ct);
        var booked = await books.BookAsync(
            connection,
            sql,
            [
                new PayoutMove(
                    command.Payout.Value,
                    PayoutBooks.Returned,
                    $"Given back by the bank: {reason}",
                    PayoutBooks.Of(
                        tenant.Id,
                        payout.Status is PayoutStatus.Paid
                            ? AccountKind.Bank
                            : AccountKind.PayoutClearing,
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
            new PayoutReturned(payout.Run.Value, command.Payout.Value, payout.Seller.Value, reason),
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
                && a.Iban == payout.Iban,
            ct
        );
        account?.PauseAfterReturn(reason);
    }

    private async Task<SentPayout?> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutId payout,
        CancellationToken ct
    )
    {
        await using var locking = new NpgsqlCommand(PayoutsSql.Lock, connection, transaction)
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
                reader.GetString(5)
            )
            : null;
    }

    private async Task MarkAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        PayoutId payout,
        string reason,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
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
        string Iban
    );
}
