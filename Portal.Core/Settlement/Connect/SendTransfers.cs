using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>What became of the transfers of one round.</summary>
/// <param name="Asked">How many Stripe was asked about; 0 when nothing was due.</param>
/// <param name="Refused">For now or for good.</param>
public sealed record TransferRound(int Asked, int Sent, int Refused, int Unknown);

/// <summary>
/// Pays what is due through Stripe: a batch is claimed and its tries are committed, Stripe is asked outside any transaction,
/// and what it said is written. Any number may run at once. Does nothing where Stripe is not configured. Refuses without
/// the right.
/// </summary>
public sealed class SendTransfers(
    ClaimTransfers claim,
    IEnumerable<ITransferGateway> gateways,
    RecordTransfers record,
    CurrentUser user,
    CurrentTenant tenant,
    LiveSignals signals
)
{
    /// <summary>One batch. What was begun is also ended when asked to stop.</summary>
    public async Task<Result<TransferRound>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, stopping))
        {
            return Error.Forbidden;
        }

        if (
            gateways.FirstOrDefault() is not { } gateway
            || await claim.DueAsync(stopping) is not { Count: > 0 } due
        )
        {
            return new TransferRound(0, 0, 0, 0);
        }

        var answers = await Task.WhenAll(
            due.Select(async t => new TransferTold(t, await AskAsync(gateway, t)))
        );
        var written = await record.WriteAsync(answers, CancellationToken.None);
        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return written.Failed
            ? written.Error
            : new TransferRound(
                due.Count,
                Count(TransferStatus.Sent),
                Count(TransferStatus.Failed) + Count(TransferStatus.Refused),
                Count(TransferStatus.Unknown)
            );

        int Count(TransferStatus status) =>
            answers.Count(a => TransferRetryPolicy.StatusOf(a.Answer) == status);
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private static async Task<TransferAnswer> AskAsync(
        ITransferGateway gateway,
        DueTransfer transfer
    )
    {
        if (transfer.MayHaveBeenSent)
        {
            var found = await gateway.FindTransferAsync(transfer.Request, CancellationToken.None);
            if (found.Verdict is not TransferVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.TransferAsync(transfer.Request, CancellationToken.None);
    }
}
