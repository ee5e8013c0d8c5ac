using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Orders.Workflow;
using Portal.Jobs.Running;

namespace Portal.Jobs.Payments;

/// <summary>Follows what gateways tell by themselves, soon after they told it: a buyer waits for it.</summary>
internal sealed class FollowWebhooksLoop(
    IServiceScopeFactory scopes,
    ILogger<FollowWebhooksLoop> logger
) : WorkerLoop(scopes, logger)
{
    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(1);

    protected override async Task<bool> StepAsync(
        IServiceProvider services,
        CancellationToken ct
    ) => await services.GetRequiredService<FollowWebhooks>().HandleAsync(ct) > 0;
}
