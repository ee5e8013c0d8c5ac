using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <summary>A payment a worker has to ask the gateway for.</summary>
/// <param name="Attempt">What to charge, under which key.</param>
/// <param name="Earlier">Taken over: what is known of it. Ask what became of it before sending it.</param>
public sealed record DuePayment(AttemptStart Attempt, OpenAttempt? Earlier = null)
{
    /// <summary>The order is cancelled once the payment is closed, unless it is paid by then.</summary>
    internal bool IsCalledOff => Earlier is { IsToBeClosed: true };

    internal ChargeRequest ToRequest() =>
        new(
            Attempt.Tenant,
            Attempt.OrderId,
            Attempt.Key,
            Attempt.Amount,
            Earlier?.Reference,
            Earlier?.Age ?? TimeSpan.Zero
        );
}

/// <summary>Orders a worker holds under one lease.</summary>
/// <param name="Token">Fencing token: a write needs it to be the orders' still.</param>
/// <param name="Payments">The orders to be paid.</param>
/// <param name="Failed">How many of the claimed failed at once, without stock.</param>
/// <param name="Tenants">Whose orders were claimed.</param>
public sealed record LeasedBatch(
    Guid Token,
    IReadOnlyList<DuePayment> Payments,
    int Failed,
    IReadOnlyCollection<TenantId> Tenants
)
{
    public static readonly LeasedBatch Empty = new(Guid.Empty, [], 0, []);

    public int Claimed => Payments.Count + Failed;
}
