using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Orders.Workflow;
using Portal.Jobs.Running;

namespace Portal.Jobs.Workflow;

/// <summary>Takes over what died with its worker and asks about payments that are unknown.</summary>
internal sealed class OverdueOrdersLoop(
    IServiceScopeFactory scopes,
    ILogger<OverdueOrdersLoop> logger
) : WorkerLoop(scopes, logger)
{
    protected override string Name => "Overdue orders";

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        var batch = await services.GetRequiredService<OrderPump>().PumpOverdueAsync(ct);
        return batch.Claimed > 0;
    }
}
