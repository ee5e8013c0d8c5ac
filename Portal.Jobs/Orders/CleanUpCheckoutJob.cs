using Portal.Core.Data.Idempotency;
using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Core.Payments.Webhooks;
using Portal.Jobs.Running;

namespace Portal.Jobs.Orders;

/// <summary>Removes what buyers' apps and gateways left behind: carts nobody completed, keys and messages kept long enough.</summary>
internal sealed class CleanUpCheckoutJob(
    RemoveExpiredCarts carts,
    RemoveOldKeys keys,
    RemoveOldWebhooks messages
) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var removedCarts = await AllAsync(carts.HandleAsync, context, "Removing expired carts", ct);
        var removedKeys = await AllAsync(keys.HandleAsync, context, "Removing old keys", ct);
        var removedMessages = await AllAsync(
            messages.HandleAsync,
            context,
            "Removing old messages of gateways",
            ct
        );
        context.Log(
            $"{removedCarts} carts, {removedKeys} keys and {removedMessages} messages of gateways removed."
        );
        return Result.Ok;
    }

    private static async Task<long> AllAsync(
        Func<CancellationToken, Task<int>> remove,
        JobContext context,
        string phase,
        CancellationToken ct
    )
    {
        var (removed, step) = (0L, 0);
        do
        {
            step = await remove(ct);
            removed += step;
            context.Report(removed, phase: phase);
        } while (step > 0);

        return removed;
    }
}
