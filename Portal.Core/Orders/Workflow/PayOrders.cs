using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>What came of asking the gateway for one payment.</summary>
public sealed record PaymentOutcome(DuePayment Payment, GatewayAnswer Answer, TimeSpan Took);

/// <summary>
/// Asks the gateway for the payments of a batch, some at a time, outside any transaction. Payments
/// it does not get to before time is up are missing in the answer: nothing was sent for them.
/// </summary>
public sealed class PayOrders(IPaymentGateway gateway, WorkflowOptions options)
{
    /// <param name="payments">All under one lease.</param>
    /// <param name="stopping">No further payment is begun; those under way are waited for.</param>
    public async Task<IReadOnlyCollection<PaymentOutcome>> AskAsync(
        IReadOnlyList<DuePayment> payments,
        CancellationToken stopping
    )
    {
        var outcomes = new ConcurrentBag<PaymentOutcome>();
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeIsUp.CancelAfter(options.PayFor);
        var next = -1;
        await Task.WhenAll(
            Enumerable.Range(0, Math.Min(options.GatewayCalls, payments.Count)).Select(_ => Ask())
        );
        return outcomes;

        async Task Ask()
        {
            while (!timeIsUp.IsCancellationRequested)
            {
                var mine = Interlocked.Increment(ref next);
                if (mine >= payments.Count)
                {
                    return;
                }

                var watch = Stopwatch.GetTimestamp();
                var answer = await AskAsync(payments[mine]);
                outcomes.Add(new(payments[mine], answer, Stopwatch.GetElapsedTime(watch)));
            }
        }
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private async Task<GatewayAnswer> AskAsync(DuePayment payment)
    {
        var attempt = payment.Attempt;
        if (attempt.Amount.Minor == 0)
        {
            return new GatewayAnswer(GatewayVerdict.Captured, "nothing-to-pay");
        }

        if (payment.MayHaveBeenSent)
        {
            var found = await gateway.FindAsync(attempt.Key, CancellationToken.None);
            if (found.Verdict is not GatewayVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.ChargeAsync(
            new ChargeRequest(attempt.Key, attempt.Amount),
            CancellationToken.None
        );
    }
}
