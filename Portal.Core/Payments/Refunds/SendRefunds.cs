using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>What became of the refunds of one round.</summary>
/// <param name="Asked">How many the gateway was asked about; 0 when nothing was due.</param>
public sealed record RefundRound(int Asked, int Sent, int Failed, int Unknown);

/// <summary>
/// Sends what is due: a batch is claimed and its tries are committed, the gateway is asked outside any
/// transaction, and each answer is written in a transaction of its own. Any number may run at once.
/// Refuses without the right.
/// </summary>
public sealed class SendRefunds(
    ClaimRefunds claim,
    PaymentGateways gateways,
    RecordRefundAnswer record,
    CurrentUser user,
    CurrentTenant tenant,
    LiveSignals signals
)
{
    /// <summary>One batch. What was begun is also ended when asked to stop.</summary>
    public async Task<Result<RefundRound>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(PaymentsPermissions.SendRefunds, stopping))
        {
            return Error.Forbidden;
        }

        var due = await claim.DueAsync(stopping);
        if (due.Count == 0)
        {
            return new RefundRound(0, 0, 0, 0);
        }

        var answers = await Task.WhenAll(
            due.Select(async refund => (Refund: refund, Answer: await AskAsync(refund)))
        );
        var refused = Result.Ok;
        foreach (var (refund, answer) in answers)
        {
            // One the books refuse stays as sending and is asked about when its lease ends; the others go on.
            var written = await record.WriteAsync(refund, answer, CancellationToken.None);
            refused = refused.Failed ? refused : written;
        }

        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return refused.Failed
            ? refused.Error
            : new RefundRound(
                due.Count,
                Count(RefundStatus.Sent),
                Count(RefundStatus.Failed),
                Count(RefundStatus.Unknown)
            );

        int Count(RefundStatus status) =>
            answers.Count(a => RefundRetryPolicy.StatusOf(a.Answer.Verdict) == status);
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private async Task<RefundAnswer> AskAsync(DueRefund refund)
    {
        var gateway = gateways.Of(refund.Gateway)!;
        if (refund.MayHaveBeenSent)
        {
            var found = await gateway.FindRefundAsync(refund.Request, CancellationToken.None);
            if (found.Verdict is not RefundVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.RefundAsync(refund.Request, CancellationToken.None);
    }
}
