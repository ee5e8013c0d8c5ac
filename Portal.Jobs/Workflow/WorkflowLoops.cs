using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Portal.Jobs.Workflow;

internal static class WorkflowLoops
{
    /// <summary>A loop per slot there may be.</summary>
    public static IServiceCollection AddWorkflowLoops(
        this IServiceCollection services,
        int mostBatches
    )
    {
        services.AddSingleton<PumpSlots>();
        foreach (var slot in Enumerable.Range(0, mostBatches))
        {
            services.AddSingleton<IHostedService>(p =>
                ActivatorUtilities.CreateInstance<OrderPumpLoop>(p, slot)
            );
        }

        return services;
    }
}
