using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Orders.Workflow;
using Portal.Jobs.Running;

namespace Portal.Jobs.Workflow;

/// <summary>One slot of the workflow: batch after batch of orders while the slot is wanted.</summary>
internal sealed class OrderPumpLoop(
    int slot,
    PumpSlots slots,
    IServiceScopeFactory scopes,
    ILogger<OrderPumpLoop> logger
) : WorkerLoop(scopes, logger)
{
    protected override string Name => $"Order pump {slot}";

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        if (slot == 0)
        {
            await slots.MoveAsync(services.GetRequiredService<ClaimOrders>(), ct);
        }

        if (slot >= slots.Limit)
        {
            return false;
        }

        var started = Stopwatch.GetTimestamp();
        var pump = services.GetRequiredService<OrderPump>();
        if (!await PumpOverdueAsync(pump, ct) && (await pump.PumpPendingAsync(ct)).Claimed == 0)
        {
            return false;
        }

        slots.Took(Stopwatch.GetElapsedTime(started));
        return true;
    }

    private async Task<bool> PumpOverdueAsync(OrderPump pump, CancellationToken ct)
    {
        if (!slots.TakeOverdueTurn())
        {
            return false;
        }

        var batch = await pump.PumpOverdueAsync(ct);
        slots.FoundOverdue(batch.Claimed > 0);
        return batch.Claimed > 0;
    }
}
