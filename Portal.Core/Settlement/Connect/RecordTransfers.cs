using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;

namespace Portal.Core.Settlement.Connect;

/// <summary>What Stripe said of a transfer.</summary>
public sealed record TransferTold(DueTransfer Transfer, TransferAnswer Answer);

/// <summary>
/// Writes down what Stripe said of transfers, with the entries when money left. It owns its transactions: one for what was
/// paid in a run and currency, one for each of the others. An answer to a try that somebody else has taken over is not written.
/// </summary>
public sealed class RecordTransfers(
    IDbContextFactory<PortalDbContext> contexts,
    BookPaidPayouts paid,
    BookReturnedPayout returned,
    TransferOptions options,
    TimeProvider clock
)
{
    /// <summary>
    /// Answers the first refusal of the books. What they do not take stays as sending and is asked about when its lease
    /// ends; the others go on.
    /// </summary>
    public async Task<Result> WriteAsync(
        IReadOnlyCollection<TransferTold> told,
        CancellationToken ct
    )
    {
        var refused = Result.Ok;
        var sent = told.ToLookup(t =>
            TransferRetryPolicy.StatusOf(t.Answer) is TransferStatus.Sent
        );
        foreach (
            var together in sent[true]
                .GroupBy(t => (t.Transfer.Run, t.Transfer.Request.Amount.Currency))
        )
        {
            var written = await SentAsync([.. together], ct);
            if (written.Failed)
            {
                // One of them may be to blame alone.
                foreach (var one in together)
                {
                    var alone = await SentAsync([one], ct);
                    refused = refused.Failed ? refused : alone;
                }
            }
        }

        foreach (var one in sent[false])
        {
            var written = await NotSentAsync(one, ct);
            refused = refused.Failed ? refused : written;
        }

        return refused;
    }

    private async Task<Result> SentAsync(IReadOnlyList<TransferTold> told, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var ours = new List<PayoutId>(told.Count);
        await using (
            var mark = new NpgsqlCommand(TransfersSql.Sent, connection, sql)
            {
                Parameters =
                {
                    SqlValue.Of(told.Select(t => t.Transfer.Payout.Value).ToArray()),
                    SqlValue.Of(told.Select(t => t.Transfer.Attempt).ToArray()),
                    SqlValue.Texts(told.Select(t => t.Answer.Reference)),
                    SqlValue.Of(
                        told.Select(t =>
                                t.Answer.Verdict is TransferVerdict.Reversed
                                || t.Answer.TakenBack is not null
                            )
                            .ToArray()
                    ),
                },
            }
        )
        {
            await using var reader = await mark.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                ours.Add(new PayoutId(reader.GetInt64(0)));
            }
        }

        var first = told[0].Transfer;
        var booked = await paid.ThroughStripeAsync(
            db,
            sql,
            first.Run,
            first.Request.Amount.Currency,
            ours,
            ct
        );
        return booked.Failed ? booked.Error : await EndAsync(db, transaction, ct);
    }

    private async Task<Result> NotSentAsync(TransferTold told, CancellationToken ct)
    {
        var (transfer, answer) = (told.Transfer, told.Answer);
        var status = TransferRetryPolicy.StatusOf(answer);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        await using var mark = new NpgsqlCommand(TransfersSql.NotSent, connection, sql)
        {
            Parameters =
            {
                SqlValue.Of(transfer.Payout.Value),
                SqlValue.Of(transfer.Attempt),
                SqlValue.Of(SnakeCase.Of(status)),
                SqlValue.OrNull(answer.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Message, NpgsqlDbType.Text),
                SqlValue.OrNull(
                    TransferRetryPolicy.WaitAfter(
                        status,
                        transfer.Attempt,
                        transfer.Request.Refusals + 1,
                        options
                    ),
                    NpgsqlDbType.Interval
                ),
            },
        };
        if (await mark.ExecuteScalarAsync(ct) is not bool isNews)
        {
            return Result.Ok;
        }

        if (status is TransferStatus.Refused)
        {
            var back = await returned.HandleAsync(db, sql, transfer.Payout, ReasonOf(answer), ct);
            if (back.Failed)
            {
                return back;
            }
        }
        else if (isNews)
        {
            db.Append(
                new PayoutNotSent(
                    transfer.Run.Value,
                    transfer.Payout.Value,
                    SnakeCase.Of(status),
                    answer.Message
                ),
                clock
            );
        }

        return await EndAsync(db, transaction, ct);
    }

    /// <summary>As the shop reads it.</summary>
    private static string ReasonOf(TransferAnswer answer)
    {
        var reason = answer.Message ?? answer.Code ?? "Stripe gave no reason";
        return reason.Length > 200 ? reason[..200] : reason;
    }

    private static async Task<Result> EndAsync(
        PortalDbContext db,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken ct
    )
    {
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
