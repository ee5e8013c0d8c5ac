using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;

namespace Portal.Core.Settlement.Connect;

/// <summary>
/// Asks once more about transfers that Stripe told it took back: those it did are returned payouts, once; of which it took a
/// part, a person sees to. Stripe is asked outside any transaction. What it does not say is asked again when the lease ends. Any number may run at once. Refuses
/// without the right.
/// </summary>
public sealed class CheckSentTransfers(
    ClaimTransfers claim,
    IEnumerable<ITransferGateway> gateways,
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    BookReturnedPayout returned,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>One batch; answers how many it asked about.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, stopping))
        {
            return Error.Forbidden;
        }

        if (
            gateways.FirstOrDefault() is not { } gateway
            || await claim.SentAsync(stopping) is not { Count: > 0 } due
        )
        {
            return 0;
        }

        // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
        var answers = await Task.WhenAll(
            due.Select(async t =>
                (
                    Transfer: t,
                    Answer: await gateway.FindTransferAsync(t.Request, CancellationToken.None)
                )
            )
        );
        await LeaveAloneAsync([
            .. answers
                .Where(a => a.Answer is { Verdict: TransferVerdict.Sent, TakenBack: null })
                .Select(a => a.Transfer),
        ]);
        var refused = Result.Ok;
        foreach (var (transfer, answer) in answers)
        {
            var written = answer switch
            {
                { Verdict: TransferVerdict.Reversed } => await ReverseAsync(
                    transfer,
                    CancellationToken.None
                ),
                { Verdict: TransferVerdict.Sent, TakenBack: { } part } => await NotePartAsync(
                    transfer,
                    part,
                    CancellationToken.None
                ),
                _ => Result.Ok,
            };
            refused = refused.Failed ? refused : written;
        }

        return refused.Failed ? refused.Error : due.Count;
    }

    private async Task LeaveAloneAsync(IReadOnlyCollection<SentTransfer> transfers)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        await using var leave = new NpgsqlCommand(TransfersSql.LeaveAlone, connection)
        {
            Parameters =
            {
                SqlValue.Of(transfers.Select(t => t.Payout.Value).ToArray()),
                SqlValue.Of(transfers.Select(t => t.Lease).ToArray()),
            },
        };
        await leave.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>What a part of a payout was for, no machine knows: nothing is booked.</summary>
    private async Task<Result> NotePartAsync(
        SentTransfer transfer,
        Money part,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        await using var note = new NpgsqlCommand(TransfersSql.NotePart, connection, sql)
        {
            Parameters =
            {
                SqlValue.Of(transfer.Payout.Value),
                SqlValue.Of(transfer.Lease),
                SqlValue.Of(part.Minor),
            },
        };
        if (await note.ExecuteScalarAsync(ct) is not bool isNews)
        {
            return Result.Ok;
        }

        if (isNews)
        {
            var run = await db
                .Payouts.Where(p => p.Id == transfer.Payout)
                .Select(p => p.RunId)
                .SingleAsync(ct);
            db.Append(
                new PayoutPartlyReversed(
                    run.Value,
                    transfer.Payout.Value,
                    part.Minor,
                    part.Currency.Code
                ),
                clock
            );
        }

        return await EndAsync(db, transaction, ct);
    }

    private static async Task<Result> EndAsync(
        PortalDbContext db,
        IDbContextTransaction transaction,
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

    private async Task<Result> ReverseAsync(SentTransfer transfer, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        await using var reverse = new NpgsqlCommand(TransfersSql.Reverse, connection, sql)
        {
            Parameters = { SqlValue.Of(transfer.Payout.Value), SqlValue.Of(transfer.Lease) },
        };
        if (await reverse.ExecuteNonQueryAsync(ct) == 0)
        {
            return Result.Ok;
        }

        var back = await returned.HandleAsync(
            db,
            sql,
            transfer.Payout,
            "The transfer was taken back at Stripe",
            ct
        );
        return back.Failed ? back : await EndAsync(db, transaction, ct);
    }
}
