using System.Collections.Concurrent;
using System.Diagnostics;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>What came of asking the gateway for one payment.</summary>
public sealed record PaymentOutcome(DuePayment Payment, GatewayAnswer Answer, TimeSpan Took);

/// <summary>
/// Asks the gateways for the payments of a batch, some at a time at each, outside any transaction. Payments
/// it does not get to before time is up are missing in the answer: nothing was sent for them.
/// </summary>
public sealed class PayOrders(PaymentGateways gateways, WorkflowOptions options)
{
    /// <param name="payments">All under one lease.</param>
    /// <param name="stopping">No further payment is begun; those under way are waited for.</param>
    public async Task<IReadOnlyCollection<PaymentOutcome>> AskAsync(
        IReadOnlyList<DuePayment> payments,
        CancellationToken stopping
    )
    {
        using var timeIsUp = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timeIsUp.CancelAfter(options.PayFor);
        var outcomes = new ConcurrentBag<PaymentOutcome>();
        await Task.WhenAll(
            payments
                .GroupBy(p => p.Attempt.Gateway, StringComparer.Ordinal)
                .Select(g => AskAsync(gateways.Of(g.Key), [.. g], outcomes, timeIsUp.Token))
        );
        return outcomes;
    }

    /// <summary>Gateways are asked side by side, so that a slow one does not keep the others' payments waiting.</summary>
    private async Task AskAsync(
        IPaymentGateway? gateway,
        List<DuePayment> payments,
        ConcurrentBag<PaymentOutcome> outcomes,
        CancellationToken timeIsUp
    )
    {
        var next = -1;
        await Task.WhenAll(
            Enumerable.Range(0, Math.Min(options.GatewayCalls, payments.Count)).Select(_ => Ask())
        );

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
                var answer = await AskAsync(gateway, payments[mine]);
                outcomes.Add(new(payments[mine], answer, Stopwatch.GetElapsedTime(watch)));
            }
        }
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private static async Task<GatewayAnswer> AskAsync(IPaymentGateway? gateway, DuePayment payment)
    {
        if (payment.Attempt.Amount.Minor == 0)
        {
            return new GatewayAnswer(GatewayVerdict.Captured, "nothing-to-pay");
        }

        if (gateway is null)
        {
            return new GatewayAnswer(
                GatewayVerdict.Unknown,
                Message: $"The gateway {payment.Attempt.Gateway} is not configured here."
            );
        }

        var charge = payment.ToRequest();
        if (payment.IsCalledOff)
        {
            return await gateway.CloseAsync(charge, CancellationToken.None);
        }

        if (payment.Earlier is not null)
        {
            var found = await gateway.FindAsync(charge, CancellationToken.None);
            if (found.Verdict is not GatewayVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.ChargeAsync(charge, CancellationToken.None);
    }
}
