using Portal.Core.Data.Idempotency;
using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Jobs.Running;

namespace Portal.Jobs.Orders;

/// <summary>Removes what buyers' apps left behind: carts nobody completed, and keys kept long enough.</summary>
internal sealed class CleanUpCheckoutJob(RemoveExpiredCarts carts, RemoveOldKeys keys) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        var removedCarts = await AllAsync(carts.HandleAsync, context, "Removing expired carts", ct);
        var removedKeys = await AllAsync(keys.HandleAsync, context, "Removing old keys", ct);
        context.Log($"{removedCarts} carts and {removedKeys} keys removed.");
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
